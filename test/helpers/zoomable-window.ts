import { type CDPSession, chromium, type Page } from 'playwright-core';
import { type AppOptions, type AppWindow, downloadedBy, withoutSavePicker } from './app-window';
import { deviceFlags, PATIENCE_MS, requireBrowser, sandboxFlags } from './browser';

const GRANTED = ['camera', 'microphone'];

/** What of Chromium's settings page is used here. */
interface SettingsPage {
  readonly chrome: {
    readonly settingsPrivate: { setDefaultZoom(zoom: number, done: () => void): void };
  };
}

/**
 * The web client in a window whose zoom can be changed while it is open: to the page that is
 * another `devicePixelRatio`, as when its window is dragged to another screen. (What Playwright
 * emulates changes the ratio too, but not what a ResizeObserver says of device pixels.)
 */
export class ZoomableWindow implements AppWindow {
  private constructor(
    readonly page: Page,
    private readonly settings: Page,
    private readonly devtools: CDPSession,
  ) {}

  static async open(options: AppOptions): Promise<ZoomableWindow> {
    const context = await chromium.launchPersistentContext('', {
      executablePath: requireBrowser(),
      args: [...sandboxFlags(), ...deviceFlags(options)],
      viewport: null,
      permissions: GRANTED,
    });
    try {
      context.setDefaultTimeout(PATIENCE_MS);
      const settings = await context.newPage();
      await settings.goto('chrome://settings/appearance');
      const page = await context.newPage();
      await withoutSavePicker(context);
      await page.goto(`${options.serverUrl}#${new URLSearchParams({ user: options.user ?? '' })}`);
      return new ZoomableWindow(page, settings, await context.newCDPSession(page));
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  /** `devicePixelRatio` is `zoom` afterwards. */
  async setZoom(zoom: number): Promise<void> {
    await this.settings.evaluate(
      (wanted) =>
        new Promise<void>((resolve) => {
          (globalThis as unknown as SettingsPage).chrome.settingsPrivate.setDefaultZoom(
            wanted,
            resolve,
          );
        }),
      zoom,
    );
    await this.page.waitForFunction((wanted) => devicePixelRatio === wanted, zoom);
  }

  /** Of the whole window, in device pixels. */
  async setSize(width: number, height: number): Promise<void> {
    const { windowId } = await this.devtools.send('Browser.getWindowForTarget');
    await this.devtools.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
  }

  /** What is on the screen, pixel for pixel: a PNG in base64. */
  async screenshot(): Promise<string> {
    // Playwright's own is in CSS pixels where there is no viewport of its own.
    const { data } = await this.devtools.send('Page.captureScreenshot', { format: 'png' });
    return data;
  }

  savedBy(action: () => Promise<void>): Promise<Buffer> {
    return downloadedBy(this.page, action);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
