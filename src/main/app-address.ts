import { parseUrl } from '../shared/base/parse-url';

/** Our pages live under app://webcrt/, never under file://: see security checklist item 18. */
export const APP_SCHEME = 'app';
const APP_HOST = 'webcrt';
export const APP_ENTRY_URL = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** Whether `url` is one of ours. `URL.origin` is no help: it is "null" for schemes of one's own. */
export function isAppUrl(url: string): boolean {
  const { protocol, host, username, password } = parseUrl(url) ?? {};
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}

/** Whether `url` is the page that the window shows; a fragment makes no difference. */
export function isEntryUrl(url: string): boolean {
  return isAppUrl(url) && url.replace(/#.*$/su, '') === APP_ENTRY_URL;
}
