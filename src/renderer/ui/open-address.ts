import { externalUrl } from '../../shared/text/external-url';

/**
 * Opens an address beside the app: in another tab, or by the desktop app in the system's browser.
 * What is opened learns nothing of the page that it came from. Other addresses than https are not
 * opened.
 */
export function openAddress(address: string): void {
  const url = externalUrl(address);
  if (url !== null) window.open(url, '_blank', 'noopener,noreferrer');
}
