import { setTimeout } from 'node:timers/promises';
import { DisposableStore } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { TerminalAnswer } from '../terminal/read-keys';
import type { Environment } from '../terminal/colour-depth';
import { ASK_GRAPHICS } from '../terminal/terminal-modes';
import type { TerminalPort } from '../terminal/terminal-port';
import type { Graphics, GraphicsName, NoGraphics } from './graphics';
import type { CellSize } from './sixel-image';

/** Terminals answer at once; one behind a slow line takes its time. */
const PATIENCE_MS = 2_000;
const SIXEL = 4;
/** The VT340's, which those take for theirs that know no other. */
const USUAL_CELL: CellSize = { widthPx: 10, heightPx: 20 };

/** Whether something is in between that keeps a screen of cells, and knows of no images. */
export function isMultiplexed(env: Environment): boolean {
  return env.TMUX !== undefined || env.STY !== undefined || /^(screen|tmux)/.test(env.TERM ?? '');
}

/** Asks the terminal, which has been entered, whether it shows pixels in the way that is wished. */
export async function askGraphics(
  port: Pick<TerminalPort, 'onInput' | 'write'>,
  wished: Exclude<GraphicsName, 'cells'>,
  env: Environment,
): Promise<Result<Graphics, NoGraphics>> {
  if (isMultiplexed(env)) return err('multiplexer');
  const answers = await answersOf(port);
  if (wished === 'kitty') {
    const isTaken = answers.some((each) => each.kind === 'kitty-graphics' && each.isTaken);
    return isTaken ? ok({ kind: 'kitty' }) : err('not-there');
  }
  const has = answers.some((each) => each.kind === 'attributes' && each.attributes.includes(SIXEL));
  if (!has) return err('not-there');
  const cell = answers.find((each) => each.kind === 'cell-size') ?? USUAL_CELL;
  return ok({ kind: 'sixel', cell });
}

/** All that come before the one to the last question, or in time. */
async function answersOf(
  port: Pick<TerminalPort, 'onInput' | 'write'>,
): Promise<readonly TerminalAnswer[]> {
  const answers: TerminalAnswer[] = [];
  const store = new DisposableStore();
  const last = new Promise<void>((resolve) => {
    store.add(
      port.onInput((input) => {
        if (input.kind === 'kitty-graphics' || input.kind === 'cell-size') answers.push(input);
        if (input.kind !== 'attributes') return;
        answers.push(input);
        resolve();
      }),
    );
  });
  port.write(ASK_GRAPHICS);
  await Promise.race([last, setTimeout(PATIENCE_MS, null, { ref: false })]);
  store.dispose();
  return answers;
}
