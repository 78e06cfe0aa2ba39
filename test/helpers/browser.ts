import { createHash, X509Certificate } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
  type Page,
} from 'playwright-core';
import { findBrowser } from '../../scripts/lib/find-browser.mjs';
import { isLostByBrowser } from './frame-warning';
import type { NetworkNamespace } from './network-namespace';

/**
 * What a person's browser has and may use. `granted`: there, and the page may use it; `denied`:
 * there, but the page may not; `none`: not there.
 */
export type DeviceState = 'granted' | 'denied' | 'none';

export interface PersonOptions {
  /**
   * What the camera shows: the path of an .mjpeg or .y4m file. Default: Chromium's test pattern.
   */
  readonly clip?: string;
  /**
   * Frames per second of the test pattern, 5 to 60; default 10. A clip brings its own (an .mjpeg:
   * 30).
   */
  readonly fps?: number;
  readonly camera?: DeviceState;
  /** The microphone beeps. It cannot be missing while there is a camera: that one is Chromium's. */
  readonly microphone?: DeviceState;
  /** The title of the tab that is shared when the person is asked which. */
  readonly sharesTab?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  /**
   * The machine is a phone: what points is coarse, and there is nothing to hover with. Of the real
   * browser, not emulated; and so is `deviceScaleFactor` then, since xterm's layers are placed
   * wrongly under an emulated one.
   */
  readonly isPhone?: boolean;
  /** Where the person sits: in a network of the test's own. */
  readonly namespace?: NetworkNamespace;
  /** Origins of plain http whose pages may use devices as if they had a certificate. */
  readonly trustedOrigins?: readonly string[];
  /** PEM: taken for in order, whoever signed them. */
  readonly trustedCertificates?: readonly string[];
}

export interface Person {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything that the page logged as an error, and every exception that nothing caught. */
  readonly pageErrors: readonly string[];
  close(): Promise<void>;
}

/** Half of what Chromium has by itself: several browsers share two processors. */
const PATTERN_FPS = 10;

/**
 * How long a page may take for anything; long, for a machine on which several browsers share two
 * busy processors: nothing is asserted about time.
 */
export const PATIENCE_MS = 90_000;

const DEFAULT_VIEWPORT = { width: 1280, height: 800 };
const PHONE_VIEWPORT = { width: 390, height: 844 };

/** Nothing but the pages under test goes over the network. */
const QUIET_FLAGS = ['--disable-domain-reliability', '--no-pings', '--no-default-browser-check'];

const IN_NAMESPACE = fileURLToPath(new URL('namespace-browser.sh', import.meta.url));

/** Starts a browser with a profile of its own, as one person at one computer. */
export async function launchPerson(options: PersonOptions = {}): Promise<Person> {
  const browser = await chromium.launch({
    ...startOf(options.namespace),
    args: [
      ...QUIET_FLAGS,
      ...(options.trustedOrigins ?? []).map(
        (origin) => `--unsafely-treat-insecure-origin-as-secure=${origin}`,
      ),
      ...trustFlags(options),
      ...sandboxFlags(),
      ...deviceFlags(options),
      ...phoneFlags(options),
      ...(options.sharesTab === undefined
        ? []
        : [`--auto-select-tab-capture-source-by-title=${options.sharesTab}`]),
    ],
  });
  try {
    const context = await browser.newContext({
      ...screenOf(options),
      permissions: grantedPermissions(options),
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    if (options.isPhone === true) await setPhoneSize(page, options.viewport ?? PHONE_VIEWPORT);
    return {
      browser,
      context,
      page,
      pageErrors: collectErrors(page),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** How a browser, or another program, is started, in whichever network. */
export function startOf(
  namespace: NetworkNamespace | undefined,
  program = requireBrowser(),
): Pick<LaunchOptions, 'env'> & { readonly executablePath: string } {
  if (namespace === undefined) return { executablePath: program };
  const places = { WEBCRT_TEST_NAMESPACE: namespace.name, WEBCRT_TEST_BROWSER: program };
  return { executablePath: IN_NAMESPACE, env: { ...process.env, ...places } };
}

/** @throws {Error} saying what to install when this machine has no Chromium. */
export function requireBrowser(): string {
  const path = findBrowser();
  if (path === null)
    throw new Error('no Chromium or Chrome on this machine (or set WEBCRT_BROWSER)');
  return path;
}

/** Chromium refuses to run its sandbox for root. */
export function sandboxFlags(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Chromium's flags for the devices that a person has; Electron takes the same. */
export function deviceFlags(options: PersonOptions): string[] {
  const { camera = 'granted', microphone = 'granted', clip, fps = PATTERN_FPS } = options;
  if (camera === 'none' && microphone === 'none') return [];
  if (camera === 'none') return ['--use-fake-device-for-media-stream=device-count=0'];
  const flags = [`--use-fake-device-for-media-stream=fps=${fps}`];
  if (clip !== undefined) flags.push(`--use-file-for-fake-video-capture=${clip}`);
  return flags;
}

function trustFlags({ trustedCertificates = [] }: PersonOptions): string[] {
  const digests = trustedCertificates.map((pem) => {
    const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('base64');
  });
  return digests.length === 0 ? [] : [`--ignore-certificate-errors-spki-list=${digests.join()}`];
}

/** Pointers as Blink numbers them: 2 is coarse; 1 cannot hover. */
function phoneFlags({ isPhone = false, deviceScaleFactor = 1 }: PersonOptions): string[] {
  if (!isPhone) return [];
  return [
    '--touch-events=enabled',
    '--blink-settings=primaryPointerType=2,availablePointerTypes=2,primaryHoverType=1,availableHoverTypes=1',
    `--force-device-scale-factor=${deviceScaleFactor}`,
  ];
}

/** What Playwright lays over the screen that the browser has by itself. */
function screenOf({ isPhone, viewport, deviceScaleFactor }: PersonOptions): BrowserContextOptions {
  if (isPhone === true) return { viewport: null, hasTouch: true };
  return { viewport: viewport ?? DEFAULT_VIEWPORT, deviceScaleFactor: deviceScaleFactor ?? 1 };
}

/** Turns a phone, or is another one: a size in CSS pixels, at the ratio that its screen has. */
export async function setPhoneSize(
  page: Page,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  // 0: no other ratio than the real one.
  const metrics = { ...size, deviceScaleFactor: 0, mobile: false };
  await cdp.send('Emulation.setDeviceMetricsOverride', metrics);
}

/** A permission that is not given is refused at once: nobody sits there to be asked. */
function grantedPermissions({ camera, microphone }: PersonOptions): string[] {
  const permissions = [];
  if ((camera ?? 'granted') !== 'denied') permissions.push('camera');
  if ((microphone ?? 'granted') !== 'denied') permissions.push('microphone');
  return permissions;
}

function collectErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isLostByBrowser(message)) errors.push(message.text());
  });
  return errors;
}
