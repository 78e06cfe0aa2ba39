import { type Locator, type Page } from 'playwright-core';
import type { StyleName } from '../../src/shared/ascii/styles';
import { openAppWindow, type AppOptions, type AppWindow } from './app-window';
import { PATIENCE_MS } from './browser';
import { receivedMedia, type ReceivedMedia } from './page-probes';

const LOOK_EVERY_MS = 100;

/** Uses the app as a person does: types, presses keys, and reads what the screen says. */
export class AppDriver {
  readonly page: Page;
  readonly command: Locator;
  readonly status: Locator;
  readonly chat: Locator;

  constructor(private readonly window: AppWindow) {
    this.page = window.page;
    this.command = this.page.getByRole('textbox', { name: 'command', exact: true });
    this.status = this.page.getByRole('status', { name: 'status', exact: true });
    this.chat = this.page.getByRole('log', { name: 'chat', exact: true });
  }

  /** Opens the app and waits until it can be typed into. */
  static async open(options: AppOptions): Promise<AppDriver> {
    const window = await openAppWindow(options);
    const driver = new AppDriver(window);
    try {
      await driver.command.waitFor({ timeout: PATIENCE_MS });
      if (options.style !== undefined) await driver.setStyle(options.style);
      return driver;
    } catch (error) {
      await window.close();
      throw error;
    }
  }

  /**
   * Opens the app for several people, side by side: for each of them, or, when one cannot be
   * opened, for nobody.
   */
  static async openAll(all: readonly AppOptions[]): Promise<AppDriver[]> {
    const opening = all.map((options) => AppDriver.open(options));
    try {
      return await Promise.all(opening);
    } catch (error) {
      for (const each of await Promise.allSettled(opening)) {
        if (each.status === 'fulfilled') await each.value.close();
      }
      throw error;
    }
  }

  /** After the page crashed: opens the app in a new tab of the same browser. */
  async openAgain(url: string): Promise<AppDriver> {
    const page = await this.page.context().newPage();
    await this.page.close();
    await page.goto(url);
    const driver = new AppDriver({ ...this.window, page });
    await driver.command.waitFor({ timeout: PATIENCE_MS });
    return driver;
  }

  /** Types a line into the command line and enters it. */
  async type(line: string): Promise<void> {
    await this.command.click();
    await this.command.fill(line);
    await this.command.press('Enter');
  }

  async setStyle(style: StyleName): Promise<void> {
    await this.type(`/style ${style}`);
    await this.waitForStatus(new RegExp(style));
  }

  /** Presses a key or a combination, as Playwright names them: `F1`, `Alt+m`. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async statusText(): Promise<string> {
    return this.status.innerText();
  }

  async waitForStatus(pattern: RegExp): Promise<void> {
    await this.until(`the status to show ${pattern.source}`, async () =>
      pattern.test(await this.statusText()),
    );
  }

  /** The lines of the chat pane, oldest first: what people said, and what the app had to say. */
  async chatLines(): Promise<string[]> {
    return this.chat.locator(':scope > *').allInnerTexts();
  }

  /** Waits for a line of the chat pane; resolves to it. */
  async waitForChat(pattern: RegExp | string): Promise<string> {
    const isIt = (line: string): boolean =>
      typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line);
    let found: string | undefined;
    await this.until(`a chat line with ${String(pattern)}`, async () => {
      found = (await this.chatLines()).find(isIt);
      return found !== undefined;
    });
    return found ?? '';
  }

  /** The picture of a person; the own one under the own name. */
  picture(name: string): Locator {
    return this.page.getByRole('img', { name: `video of ${name}`, exact: true });
  }

  async expectPicture(name: string): Promise<void> {
    await this.picture(name).waitFor({ timeout: PATIENCE_MS });
  }

  async expectNoPicture(name: string): Promise<void> {
    await this.picture(name).waitFor({ state: 'hidden', timeout: PATIENCE_MS });
  }

  /** What `snapshot` saves: the picture on the stage as text. */
  async snapshotText(kind: 'txt' | 'ansi' = 'txt'): Promise<string> {
    return (await this.snapshot(kind)).toString('utf8');
  }

  async snapshot(kind: 'txt' | 'ansi' | 'png'): Promise<Buffer> {
    return this.savedBy(`/snapshot ${kind}`);
  }

  /** What a line makes the app save. */
  async savedBy(line: string): Promise<Buffer> {
    return this.window.savedBy(() => this.type(line));
  }

  async receivedMedia(): Promise<ReceivedMedia> {
    return receivedMedia(this.page);
  }

  /** Waits until a condition holds; says what it waited for, and what was on the screen instead. */
  async until(
    what: string,
    holds: () => Promise<boolean>,
    patienceMs = PATIENCE_MS,
  ): Promise<void> {
    const deadlineMs = Date.now() + patienceMs;
    while (!(await holds())) {
      if (Date.now() > deadlineMs) throw new Error(`waited for ${what}\n${await this.describe()}`);
      await this.page.waitForTimeout(LOOK_EVERY_MS);
    }
  }

  async close(): Promise<void> {
    await this.window.close();
  }

  private async describe(): Promise<string> {
    const status = await this.statusText().catch(() => '(none)');
    const lines = await this.chatLines().catch(() => []);
    return [`status: ${status}`, 'chat:', ...lines.slice(-10).map((line) => `  ${line}`)].join(
      '\n',
    );
  }
}
