import pty from '@lydell/node-pty';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { launchPerson, type Person } from './browser';

const requireHere = createRequire(import.meta.url);
const FONT = requireHere.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf');
const XTERM = requireHere.resolve('@xterm/xterm');
const XTERM_CSS = requireHere.resolve('@xterm/xterm/css/xterm.css');
/**
 * Of those in which whole pixels hold all that the font has below its baseline: xterm.js cuts rows,
 * and in others an underscore is gone.
 */
const FONT_SIZE_PX = 17;
const PADDING_PX = 12;

export interface TerminalWindowOptions {
  readonly cols: number;
  readonly rows: number;
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The functions of the page that shows it. */
interface TerminalPage {
  show(text: string): Promise<void>;
  text(): string;
  size(): { width: number; height: number };
}

/** A program in a terminal that can be looked at: xterm.js in a browser, for pictures of it. */
export class TerminalWindow {
  private written: Promise<void> = Promise.resolve();

  private constructor(
    private readonly person: Person,
    private readonly process: pty.IPty,
  ) {}

  static async open({
    cols,
    rows,
    file,
    args,
    env,
  }: TerminalWindowOptions): Promise<TerminalWindow> {
    const person = await launchPerson({ camera: 'none' });
    const { page } = person;
    await page.setContent(pageOf(readFileSync(FONT).toString('base64')));
    await page.addStyleTag({ path: XTERM_CSS });
    await page.addScriptTag({ path: XTERM });
    await page.evaluate(openTerminal, { cols, rows, fontSize: FONT_SIZE_PX });
    const { width, height } = await page.evaluate(() =>
      (window as unknown as { terminal: TerminalPage }).terminal.size(),
    );
    await page.setViewportSize({
      width: Math.ceil(width) + 2 * PADDING_PX,
      height: Math.ceil(height) + 2 * PADDING_PX,
    });
    const process = pty.spawn(file, [...args], {
      ...{ cols, rows, name: 'xterm-256color' },
      env: { ...globalThis.process.env, COLORTERM: 'truecolor', ...env },
    });
    const terminal = new TerminalWindow(person, process);
    process.onData((text) => {
      // What comes after the window was closed is shown nowhere.
      terminal.written = terminal.written.then(() => show(page, text)).catch(() => undefined);
    });
    return terminal;
  }

  get page(): Page {
    return this.person.page;
  }

  type(text: string): void {
    this.process.write(text);
  }

  /** What is to be seen. */
  async text(): Promise<string> {
    await this.written;
    return this.page.evaluate(() =>
      (window as unknown as { terminal: TerminalPage }).terminal.text(),
    );
  }

  async close(): Promise<void> {
    this.process.kill();
    await this.written;
    await this.person.close();
  }
}

async function show(page: Page, text: string): Promise<void> {
  await page.evaluate(
    (piece) => (window as unknown as { terminal: TerminalPage }).terminal.show(piece),
    text,
  );
}

function pageOf(font: string): string {
  return `<!doctype html><style>
    @font-face { font-family: Mono; src: url(data:font/ttf;base64,${font}) }
    body { margin: 0; padding: ${PADDING_PX}px; background: #10120f; overflow: hidden }
    #terminal { width: max-content }
    .xterm-viewport { overflow: hidden !important }
  </style><div id="terminal"></div>`;
}

/** Runs in the page. */
async function openTerminal(options: {
  cols: number;
  rows: number;
  fontSize: number;
}): Promise<void> {
  await document.fonts.load(`${options.fontSize}px Mono`);
  const { Terminal } = window as unknown as { Terminal: new (options: object) => XtermTerminal };
  const terminal = new Terminal({
    ...options,
    fontFamily: 'Mono',
    lineHeight: 1,
    scrollback: 0,
    cursorBlink: false,
    allowProposedApi: true,
    theme: { background: '#10120f', foreground: '#d8e0da' },
  });
  const element = document.querySelector<HTMLElement>('#terminal')!;
  terminal.open(element);
  const page: TerminalPage = {
    show: (text) =>
      new Promise((resolve) => {
        terminal.write(text, resolve);
      }),
    text: () =>
      Array.from({ length: options.rows }, (_, row) =>
        terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row)?.translateToString(),
      ).join('\n'),
    size: () => {
      const { width, height } = element.querySelector('.xterm-screen')!.getBoundingClientRect();
      return { width, height };
    },
  };
  Object.assign(window, { terminal: page });
}

/** As much of xterm.js as is used there. */
interface XtermTerminal {
  open(element: HTMLElement): void;
  write(text: string, handleDone: () => void): void;
  readonly buffer: {
    readonly active: {
      readonly viewportY: number;
      getLine(row: number): { translateToString(): string } | undefined;
    };
  };
}
