import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import type { StyleName } from '../../../src/shared/ascii/styles';
import type { PaintedFrame } from './lane-log';
import type { WriteStart, WrittenFrame } from './write-worker';

export interface WriteLaneConfig {
  readonly host: HTMLElement;
  readonly readable: ReadableStream<VideoFrame>;
  readonly cols: number;
  readonly rows: number;
  readonly style: StyleName;
  readonly fontSizePx: number;
  readonly fontFamily: string;
}

/** The other way to paint: escape codes into xterm with its WebGL addon, at its own pace. */
export class WriteLane {
  readonly painted: PaintedFrame[] = [];
  private readonly terminal: Terminal;
  private readonly worker = new Worker(new URL('write-worker.ts', import.meta.url), {
    type: 'module',
  });
  /** Parsed, but not yet on the screen: the newest only. */
  private parsed: { readonly number: number; readonly takenAtMs: number } | null = null;

  constructor({ host, readable, cols, rows, style, fontSizePx, fontFamily }: WriteLaneConfig) {
    this.terminal = new Terminal({ cols, rows, fontSize: fontSizePx, fontFamily, scrollback: 0 });
    this.terminal.open(host);
    this.terminal.loadAddon(new WebglAddon());
    this.terminal.write('\x1b[?25l\x1b[?7l');
    this.terminal.onRender(() => {
      this.notePainted();
    });
    this.worker.addEventListener('message', ({ data }: MessageEvent<WrittenFrame>) => {
      this.write(data);
    });
    const start: WriteStart = { readable, cols, rows, style };
    this.worker.postMessage(start, [readable]);
  }

  private write({ ansi, number, takenAtMs }: WrittenFrame): void {
    this.terminal.write(ansi, () => {
      if (number !== null) this.parsed = { number, takenAtMs };
      // The next frame is drawn while this one is rendered.
      this.worker.postMessage('written');
    });
  }

  private notePainted(): void {
    if (!this.parsed) return;
    const { number, takenAtMs } = this.parsed;
    const atMs = performance.timeOrigin + performance.now();
    this.painted.push({ number, atMs, inHandMs: atMs - takenAtMs });
    this.parsed = null;
  }

  dispose(): void {
    this.worker.terminate();
    this.terminal.dispose();
  }
}
