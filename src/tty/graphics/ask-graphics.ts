import { setTimeout } from 'node:timers/promises';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { Environment } from '../terminal/colour-depth';
import type { TerminalAnswer } from '../terminal/read-answers';
import { ASK_CELLS, ASK_KITTY_GRAPHICS } from '../terminal/terminal-modes';
import type { TerminalPort } from '../terminal/terminal-port';
import type { Graphics, GraphicsName, NoGraphics } from './graphics';
import type { PixelScreen } from './pixel-screen';
import { sixelCells } from './sixel-cells';

/** Terminals answer at once; one behind a slow line takes its time. */
const PATIENCE_MS = 2_000;
const SIXEL = 4;

type AskedPort = Pick<TerminalPort, 'onInput' | 'write' | 'size'>;

/** Whether a multiplexer is in between, which keeps a screen of cells and knows of no images. */
export function isMultiplexed(env: Environment): boolean {
  return env.TMUX !== undefined || env.STY !== undefined || /^(screen|tmux)/.test(env.TERM ?? '');
}

/** Asks the terminal, which has been entered, whether it shows pixels in the way that is wished. */
export async function askGraphics(
  port: AskedPort,
  wished: Exclude<GraphicsName, 'cells'>,
  env: Environment,
): Promise<Result<Graphics, NoGraphics>> {
  if (isMultiplexed(env)) return err('multiplexer');
  const answers = await answersTo(wished === 'kitty' ? ASK_KITTY_GRAPHICS : ASK_CELLS, port);
  if (wished === 'kitty') {
    const isTaken = answers.some((each) => each.kind === 'kitty-graphics' && each.isTaken);
    return isTaken ? ok({ kind: 'kitty' }) : err('not-there');
  }
  const has = answers.some((each) => each.kind === 'attributes' && each.attributes.includes(SIXEL));
  if (!has) return err('not-there');
  const cells = sixelCells(answers, port.size);
  return cells === null ? err('no-cell-size') : ok({ kind: 'sixel', cells });
}

/**
 * Asks anew whenever the terminal has another size, since its letters may have one, too: until it
 * has answered nothing is drawn, which might be larger than the screen and make it scroll.
 */
export function followCells(
  port: AskedPort & Pick<TerminalPort, 'onResize'>,
  pixels: Pick<PixelScreen, 'hold' | 'goOn'>,
): Disposable {
  let asked = 0;
  const ask = async (): Promise<void> => {
    const own = ++asked;
    pixels.hold();
    const answers = await answersTo(ASK_CELLS, port);
    if (own === asked) pixels.goOn(sixelCells(answers, port.size));
  };
  return port.onResize(() => void ask());
}

/** The answers up to the one to the last question (DA1), or those that come in time. */
async function answersTo(
  questions: string,
  port: Pick<TerminalPort, 'onInput' | 'write'>,
): Promise<readonly TerminalAnswer[]> {
  const answers: TerminalAnswer[] = [];
  const store = new DisposableStore();
  const last = new Promise<void>((resolve) => {
    store.add(
      port.onInput((input) => {
        if (!('isTaken' in input || 'widthPx' in input || 'attributes' in input)) return;
        answers.push(input);
        if (input.kind === 'attributes') resolve();
      }),
    );
  });
  port.write(questions);
  await Promise.race([last, setTimeout(PATIENCE_MS, null, { ref: false })]);
  store.dispose();
  return answers;
}
