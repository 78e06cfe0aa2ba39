import { describe, expect, it } from 'vitest';
import { ShellScrollback } from '../../../../src/renderer/call/shell-scrollback';
import type { LinesTold } from '../../../../src/shared/protocol/shell-lines';
import {
  createShellScreen,
  type ShellScreen,
  shellText,
} from '../../../../src/shared/shell/shell-screen';

const ROWS = 4;

function screenOf(lines: readonly string[]): ShellScreen {
  const screen = createShellScreen({ cols: 20, rows: lines.length });
  lines.forEach((line, row) => {
    Array.from(line).forEach((text, col) => {
      screen.texts[row * 20 + col] = text;
    });
  });
  return screen;
}

/** A terminal on which lines were written, of which `ROWS` are on the screen. */
class Sharer {
  readonly asked: [number, number][] = [];
  readonly lines: string[] = [];
  readonly scrollback = new ShellScrollback((above, lines) => {
    this.asked.push([above, lines]);
  });

  constructor(count: number) {
    this.write(count);
  }

  write(count: number): void {
    for (let each = 0; each < count; each++) this.lines.push(`line ${this.lines.length}`);
  }

  get screen(): ShellScreen {
    return screenOf(this.lines.slice(-ROWS));
  }

  /** Answers what was asked last, with `most` lines at once. */
  answer(most = 50): boolean {
    const [above, lines] = this.asked.at(-1) ?? [0, 0];
    const total = this.lines.length - ROWS;
    const first = Math.min(above, total);
    const from = total - first;
    const told: LinesTold = {
      request: 0,
      total,
      above: first,
      screen: screenOf(this.lines.slice(from, from + Math.min(lines, most, first))),
    };
    return this.scrollback.take(told);
  }

  get view(): string {
    return shellText(this.scrollback.view(this.screen));
  }
}

describe('scrolling back in a shared terminal', () => {
  it('shows lines once they have come, and the rest of the screen below', () => {
    const sharer = new Sharer(20);
    expect(sharer.scrollback.scroll(2, ROWS)).toBe(false);
    expect(sharer.view).toContain('line 19');
    expect(sharer.answer()).toBe(true);
    expect(sharer.view).toBe('line 14\nline 15\nline 16\nline 17');
    expect(sharer.scrollback.isScrolledBack).toBe(true);
  });

  it('asks for what it is told in pieces, until it has them', () => {
    const sharer = new Sharer(40);
    sharer.scrollback.scroll(10, ROWS);
    expect(sharer.answer(2)).toBe(false);
    expect(sharer.answer(2)).toBe(true);
    expect(sharer.view).toBe('line 26\nline 27\nline 28\nline 29');
    expect(sharer.asked).toEqual([
      [10, 4],
      [8, 2],
    ]);
  });

  it('stops at the oldest line', () => {
    const sharer = new Sharer(10);
    sharer.scrollback.scroll(500, ROWS);
    while (!sharer.answer());
    expect(sharer.view).toBe('line 0\nline 1\nline 2\nline 3');
  });

  it('stays where it is while the terminal goes on', () => {
    const sharer = new Sharer(20);
    sharer.scrollback.scroll(8, ROWS);
    sharer.answer();
    const before = sharer.view;
    sharer.write(7);
    expect(sharer.view).toBe(before);
    sharer.scrollback.scroll(1, ROWS);
    while (!sharer.answer());
    expect(sharer.view).toBe('line 7\nline 8\nline 9\nline 10');
  });

  it('ends where one scrolls down again, or at once', () => {
    const sharer = new Sharer(20);
    sharer.scrollback.scroll(3, ROWS);
    sharer.answer();
    expect(sharer.scrollback.scroll(-5, ROWS)).toBe(true);
    expect(sharer.scrollback.isScrolledBack).toBe(false);
    sharer.scrollback.scroll(3, ROWS);
    sharer.answer();
    expect(sharer.scrollback.end()).toBe(true);
    expect(sharer.view).toContain('line 19');
  });

  it('does nothing where there are no lines', () => {
    const sharer = new Sharer(4);
    sharer.scrollback.scroll(3, ROWS);
    expect(sharer.scrollback.isScrolledBack).toBe(false);
    expect(sharer.view).toContain('line 3');
  });
});
