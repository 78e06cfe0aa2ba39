import type { TrustedTypesWindow } from 'trusted-types/lib';

/**
 * The only strings that the page's own rules (Content-Security-Policy) let become script: addresses
 * of workers that came with the page. There is no way to make markup or code of a string. Browsers
 * without Trusted Types go by `worker-src` alone.
 */
export function trustOwnWorkers(): void {
  const { trustedTypes } = window as unknown as TrustedTypesWindow;
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => {
      const url = new URL(address, location.href);
      if (url.protocol !== location.protocol || url.host !== location.host)
        throw new TypeError('Workers come from where the page came from');
      return url.href;
    },
  });
}
