import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';
import type { PlacedRects } from './harness';
import {
  type HarnessServer,
  openHarness,
  openHarnessWith,
  type PicturePage,
  startHarness,
  waitForPlaying,
  waitUntilSettled,
} from './picture-page';

interface Grid {
  readonly cols: number;
  readonly rows: number;
}

describe('the terminal surface', () => {
  let server: HarnessServer;
  let opened: PicturePage | undefined;

  beforeAll(async () => {
    server = await startHarness();
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  afterAll(() => server.close());

  async function open(): Promise<PicturePage> {
    opened = await openHarness(server);
    return opened;
  }

  it.each([1, 1.25, 2])(
    'keeps a picture on its cells at %s device pixels per CSS pixel, whatever the size',
    async (scale) => {
      opened = await openHarnessWith(server, [
        `--force-device-scale-factor=${scale}`,
        '--window-size=1280,800',
      ]);
      const { page } = opened;
      await page.evaluate(() => window.harness.show());
      await waitForPlaying(page);
      for (const [width, height] of [
        [1100, 640],
        [703.3, 500],
        [411, 333],
      ]) {
        await page.evaluate(
          ([w, h]) => {
            window.harness.resizeStage(w, h);
          },
          [width, height],
        );
        await waitUntilSettled(page);
        const rects = await page.evaluate(() => window.harness.rects());
        expect(await page.evaluate(() => devicePixelRatio)).toBe(scale);
        const grid = await page.evaluate(() => window.harness.grid());
        expect(offsetFromCells(rects, grid) * scale).toBeLessThanOrEqual(1);
        expect(rects.canvas.width * scale).toBeCloseTo(rects.canvasWidth, 1);
        expect(rects.canvas.height * scale).toBeCloseTo(rects.canvasHeight, 1);
        expect(distanceToWhole(rects.canvas.left * scale)).toBeLessThan(0.05);
        expect(rects.screen.width).toBeLessThanOrEqual(width);
        expect(rects.screen.width).toBeGreaterThan(width - 20);
      }
    },
  );

  it('keeps its text on its rows in a smaller window, whatever was on them', async () => {
    const { page } = await open();
    const off = await page.evaluate(async () => {
      const { surface } = window.harness;
      const resized = async (width: number, height: number): Promise<void> => {
        const done = new Promise<void>((resolve) => {
          const subscription = surface.onResize(() => {
            subscription.dispose();
            resolve();
          });
        });
        window.harness.resizeStage(width, height);
        await done;
      };
      const off: string[] = [];
      for (const wideRows of [1, 2, 5, 12, 20]) {
        for (const lastRow of [14, 23, 40]) {
          await resized(960, 700);
          const wide = Array.from({ length: wideRows }, (_, row) => row);
          surface.drawText([
            { col: 0, row: 0, text: 'first', style: 'title' },
            ...wide.map((row) => ({ col: 90, row, text: 'wide', style: 'plain' }) as const),
            { col: 0, row: lastRow, text: 'low', style: 'plain' },
          ]);
          await surface.whenDrawn();
          await resized(520, 500);
          surface.drawText([{ col: 0, row: 0, text: 'first', style: 'title' }]);
          await surface.whenDrawn();
          // xterm scrolls with the next frame.
          await new Promise((resolve) => requestAnimationFrame(resolve));
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const at = surface.textAt().indexOf('first');
          if (at !== 0) off.push(`${wideRows} wide rows, cursor on ${lastRow}: on row ${at}`);
        }
      }
      return off;
    });
    expect(off).toEqual([]);
  });

  it('follows a window that moves to a screen of another resolution', async () => {
    const { page } = await open();
    await page.evaluate(() => window.harness.show());
    await waitForPlaying(page);
    const before = await page.evaluate(() => window.harness.rects());
    const session = await page.context().newCDPSession(page);
    // A size of its own as well: Chromium does not tell pages of an emulated ratio alone.
    const metrics = { width: 1000, height: 700, deviceScaleFactor: 2, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
    await page.waitForFunction(
      (width) => window.harness.rects().canvasWidth > width * 1.4,
      before.canvasWidth,
    );
    await waitUntilSettled(page);
    const after = await page.evaluate(() => window.harness.rects());
    expect(after.canvas.width * 2).toBeCloseTo(after.canvasWidth, 1);
  });

  it('goes on with the DOM renderer, text and picture when WebGL is lost', async () => {
    const { page } = await open();
    await page.evaluate(() => {
      const { surface, renderers } = window.harness;
      surface.onRendererChanged((renderer) => renderers.push(renderer));
      surface.drawText([{ col: 3, row: 2, text: 'still here', style: 'title' }]);
    });
    await page.evaluate(() => window.harness.show());
    await waitForPlaying(page);
    expect(await page.evaluate(() => window.harness.surface.renderer)).toBe('webgl');
    await page.evaluate(() => {
      window.harness.loseWebgl();
    });
    await page.waitForFunction(() => window.harness.surface.renderer === 'dom');
    expect(await page.evaluate(() => window.harness.renderers)).toEqual(['dom']);
    await page.locator('.xterm-rows', { hasText: 'still here' }).waitFor();
    await page.evaluate(() => {
      window.harness.surface.drawText([{ col: 0, row: 0, text: 'and new text', style: 'warn' }]);
    });
    await page.locator('.xterm-rows', { hasText: 'and new text' }).waitFor();
    await waitUntilSettled(page);
    const { rects, grid } = await page.evaluate(async () => ({
      rects: window.harness.rects(),
      grid: await window.harness.grid(),
    }));
    expect(offsetFromCells(rects, grid)).toBeLessThanOrEqual(1);
  });

  it('starts with the DOM renderer where there is no WebGL', async () => {
    opened = await openHarness(server, {}, (page) =>
      page.addInitScript(() => {
        const getContext = Reflect.get(HTMLCanvasElement.prototype, 'getContext') as (
          ...args: unknown[]
        ) => unknown;
        HTMLCanvasElement.prototype.getContext = function (...args: unknown[]): never {
          return (args[0] === 'webgl2' ? null : getContext.apply(this, args)) as never;
        };
      }),
    );
    const { page } = opened;
    expect(await page.evaluate(() => window.harness.surface.renderer)).toBe('dom');
    await page.evaluate(() => {
      window.harness.surface.drawText([{ col: 0, row: 0, text: 'plain', style: 'plain' }]);
    });
    await page.locator('.xterm-rows', { hasText: 'plain' }).waitFor();
  });

  it(`draws ${HOSTILE_STRINGS.length} hostile strings as text, and stays in its place`, async () => {
    const { page } = await open();
    const shown = await page.evaluate(
      async (texts) => {
        const { surface } = window.harness;
        const rows = [];
        for (const text of texts) {
          surface.drawText([
            { col: 0, row: 0, text: 'first', style: 'plain' },
            { col: 4, row: 2, text, style: 'plain' },
            { col: 0, row: 5, text: 'last', style: 'plain' },
          ]);
          await surface.whenDrawn();
          rows.push(surface.textAt());
        }
        return rows;
      },
      HOSTILE_STRINGS.map(({ text }) => text),
    );
    HOSTILE_STRINGS.forEach(({ label }, index) => {
      const { [0]: first, [2]: hostile, [5]: last, ...others } = shown[index];
      const place = { first, indent: hostile.slice(0, 4).trim(), last };
      expect(place, label).toEqual({ first: 'first', indent: '', last: 'last' });
      expect(Object.values(others).join(''), label).toBe('');
    });
  });

  it('draws only the text of a text with control characters', async () => {
    const { page } = await open();
    const rows = await page.evaluate(async () => {
      const { surface } = window.harness;
      const text = 'a\x1b[2Jb\x07c\x9b31md\x90qe\nf\rg\x00h\x7fi';
      surface.drawText([{ col: 1, row: 1, text, style: 'plain' }]);
      await surface.whenDrawn();
      return surface.textAt();
    });
    expect(rows[1]).toBe(' a[2Jbc31mdqefghi');
    expect(rows.filter((row) => row !== '')).toHaveLength(1);
  });

  it('cuts text at its edge and leaves out what is beyond', async () => {
    const { page } = await open();
    const { rows, cols } = await page.evaluate(async () => {
      const { surface } = window.harness;
      surface.drawText([
        { col: surface.cols - 3, row: 0, text: 'abcdef', style: 'plain' },
        { col: surface.cols - 3, row: 1, text: '漢字漢字', style: 'plain' },
        { col: surface.cols + 1, row: 2, text: 'beyond', style: 'plain' },
        { col: 0, row: surface.rows, text: 'below', style: 'plain' },
      ]);
      await surface.whenDrawn();
      return { rows: surface.textAt(), cols: surface.cols };
    });
    expect(rows[0]).toBe(`${' '.repeat(cols - 3)}ab…`);
    expect(rows[1].trim()).toBe('漢…');
    expect(rows.slice(2).join('')).toBe('');
  });

  it('never takes the keyboard: neither Tab nor a click gives it the focus', async () => {
    const { page } = await open();
    await page.locator('#elsewhere').focus();
    await page.mouse.click(300, 300);
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.closest('.terminal-surface')?.className);
    expect(await focused()).toBeUndefined();
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBeUndefined();
    }
  });

  it('copies what the mouse selected', async () => {
    const { page } = await open();
    await page.evaluate(() => {
      window.harness.surface.drawText([{ col: 0, row: 0, text: 'copy this', style: 'plain' }]);
    });
    await page.waitForFunction(() => window.harness.surface.textAt()[0] === 'copy this');
    const { screen } = await page.evaluate(() => window.harness.rects());
    await page.mouse.move(screen.left + 1, screen.top + 8);
    await page.mouse.down();
    await page.mouse.move(screen.left + 8 * 9 + 6, screen.top + 8, { steps: 5 });
    await page.mouse.up();
    const copied = await page.evaluate(() => {
      const event = new ClipboardEvent('copy', {
        clipboardData: new DataTransfer(),
        cancelable: true,
        bubbles: true,
      });
      document.body.dispatchEvent(event);
      return event.clipboardData?.getData('text/plain');
    });
    expect(copied?.trim()).toBe('copy this');
  });
});

/** How far the picture's cells are from the terminal's, at worst, in device pixels. */
function offsetFromCells({ screen, canvas, cols, rows }: PlacedRects, grid: Grid): number {
  const cellWidth = screen.width / cols;
  const cellHeight = screen.height / rows;
  const left = canvas.left - screen.left;
  const top = canvas.top - screen.top;
  const offsets = [
    distanceToWhole(left / cellWidth) * cellWidth,
    distanceToWhole(top / cellHeight) * cellHeight,
    canvas.width - grid.cols * cellWidth,
    canvas.height - grid.rows * cellHeight,
  ];
  return Math.max(...offsets.map(Math.abs));
}

function distanceToWhole(value: number): number {
  return Math.abs(value - Math.round(value));
}
