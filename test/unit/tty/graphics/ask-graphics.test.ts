import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/shared/base/emitter';
import { askGraphics, followCells } from '../../../../src/tty/graphics/ask-graphics';
import { KeyReader, type TerminalInput } from '../../../../src/tty/terminal/read-keys';

/** A terminal that answers so to questions about itself. */
function terminal(...answers: readonly string[]) {
  const inputs = new Emitter<TerminalInput>();
  const keys = new KeyReader();
  return {
    size: { cols: 100, rows: 40 },
    onInput: inputs.event,
    write: () => {
      for (const answer of answers)
        queueMicrotask(() => {
          for (const input of keys.read(answer)) inputs.fire(input);
        });
    },
  };
}

const KITTY = '\u001b_Gi=31;OK\u001b\\';
const NOT_KITTY = '\u001b_Gi=31;EINVAL:what\u001b\\';
const CELL = '\u001b[6;19;9t';
const WITH_SIXEL = '\u001b[?62;4;22c';
const PLAIN = '\u001b[?62;22c';

describe('asking a terminal for pixels', () => {
  it.each([
    ['kitty', [KITTY, CELL, PLAIN], { ok: true, value: { kind: 'kitty' } }],
    ['kitty', [KITTY.slice(0, 5), KITTY.slice(5), PLAIN], { ok: true, value: { kind: 'kitty' } }],
    ['kitty', [NOT_KITTY, PLAIN], { ok: false, error: 'not-there' }],
    ['kitty', [WITH_SIXEL], { ok: false, error: 'not-there' }],
    ['sixel', [KITTY, PLAIN], { ok: false, error: 'not-there' }],
    // A 4 is no 42.
    ['sixel', ['\u001b[?62;42c'], { ok: false, error: 'not-there' }],
    [
      'sixel',
      [CELL, WITH_SIXEL],
      { ok: true, value: { kind: 'sixel', cells: { cell: { widthPx: 9, heightPx: 19 } } } },
    ],
    ['sixel', [WITH_SIXEL], { ok: false, error: 'no-cell-size' }],
  ] as const)('for %s, where it says %j', async (wished, answers, found) => {
    expect(await askGraphics(terminal(...answers), wished, { TERM: 'xterm' })).toMatchObject(found);
  });

  it('does not wait for one that says nothing', async () => {
    expect(await askGraphics(terminal(), 'kitty', {})).toEqual({ ok: false, error: 'not-there' });
  });

  it.each([{ TMUX: '/tmp/tmux-0/default,1,0' }, { STY: '1.pts' }, { TERM: 'screen-256color' }])(
    'asks nothing in %j, which keeps no pixels',
    async (env) => {
      const silent = {
        ...terminal(),
        write: () => {
          throw new Error('asked');
        },
      };
      expect(await askGraphics(silent, 'sixel', env)).toEqual({ ok: false, error: 'multiplexer' });
    },
  );
});

describe('a terminal of another size', () => {
  it('is asked again, and nothing is drawn until it has answered the last time', async () => {
    const inputs = new Emitter<TerminalInput>();
    const resizes = new Emitter<void>();
    const deeds: unknown[] = [];
    const port = {
      size: { cols: 100, rows: 40 },
      onInput: inputs.event,
      onResize: resizes.event,
      write: () => deeds.push('asks'),
    };
    const pixels = { hold: () => deeds.push('holds'), goOn: (cells: unknown) => deeds.push(cells) };
    const following = followCells(port, pixels);
    resizes.fire();
    resizes.fire();
    const told = new KeyReader();
    for (const input of told.read(CELL + WITH_SIXEL)) inputs.fire(input);
    await new Promise(setImmediate);
    const cells = { cell: { widthPx: 9, heightPx: 19 }, most: null };
    expect(deeds).toEqual(['holds', 'asks', 'holds', 'asks', cells]);
    following.dispose();
    resizes.fire();
    expect(deeds).toHaveLength(5);
  });
});
