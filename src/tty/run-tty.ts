import { setTimeout } from 'node:timers/promises';
import type { DeltaTerminal } from '../shared/ascii/terminal-delta';
import type { Result } from '../shared/base/result';
import type { AttachedSocket, AttachFailure } from '../shared/ipc/attached-terminal';
import { attachedClient } from './client/attached-client';
import type { TerminalClient } from './client/terminal-client';
import { askGraphics, followCells, isMultiplexed } from './graphics/ask-graphics';
import type { Graphics, GraphicsName } from './graphics/graphics';
import { DELETE_KITTY_IMAGES } from './graphics/kitty-image';
import { PixelPace } from './graphics/pixel-pace';
import { PixelScreen } from './graphics/pixel-screen';
import { createEngineExports } from './screen/engine-module';
import { canDraw, colourDepth, depthOverNetwork, erasesInColour } from './terminal/colour-depth';
import { endWith } from './terminal/end-with';
import { terminalModes } from './terminal/terminal-modes';
import { TerminalPort } from './terminal/terminal-port';
import { NO_GRAPHICS, TTY_PROBLEMS, TTY_SENTENCES } from './text/tty-sentences';
import { TTY_HELP } from './tty-arguments';
import { type AloneWish, readTtyOptions } from './tty-options';
import { type SessionEnd, TtySession } from './tty-session';

/** How long leaving waits for a server that does not answer. */
const LEAVE_PATIENCE_MS = 2_000;

/** What terminals on the same machine are good for. */
const NEAR_MBIT_PER_S = 60;
/** Over a network: what a call with video costs. */
const FAR_MBIT_PER_S = 2.4;

type TtyEnd = SessionEnd | 'terminal-gone';

/** Exit codes of `webcrt tty`. */
export const TTY_EXIT = { left: 0, gone: 1, usage: 2, notRunning: 3 } as const;

/** Where a terminal's client comes from. */
export interface TtyWays {
  /** Reaches the app that runs. */
  attach(): Promise<Result<AttachedSocket, AttachFailure>>;
  /** A client of its own; `null`: the parts for it are not there. */
  openAlone(wish: AloneWish): Promise<TerminalClient | null>;
}

/**
 * Runs `webcrt tty` to its end; resolves to the exit code.
 *
 * @param words Those behind `tty`.
 */
export async function runTty(words: readonly string[], ways: TtyWays): Promise<number> {
  const { stdin, stdout, env, platform } = process;
  const options = readTtyOptions(words);
  if (!options.ok) return fail(options.error, TTY_EXIT.usage);
  if (options.value.isHelp) {
    console.log(TTY_HELP);
    return TTY_EXIT.left;
  }
  if (!stdin.isTTY || !stdout.isTTY) return fail(TTY_PROBLEMS.noTerminal, TTY_EXIT.usage);
  if (!canDraw(env, platform)) return fail(TTY_PROBLEMS.dumb, TTY_EXIT.usage);
  const { colours, alone, graphics } = options.value;
  const depth = colours ?? depthOverNetwork(colourDepth(env), env);
  const terminal = { depth, canErase: erasesInColour(env) };
  if (alone !== null) {
    const client = await ways.openAlone(alone);
    if (client === null) return fail(TTY_PROBLEMS['no-parts'], TTY_EXIT.notRunning);
    return showOn(client, terminal, graphics, TTY_SENTENCES.alone);
  }
  const socket = await ways.attach();
  if (!socket.ok) return fail(TTY_PROBLEMS[socket.error], TTY_EXIT.notRunning);
  return showOn(attachedClient(socket.value), terminal, graphics, TTY_SENTENCES.attached);
}

function pixelScreen(graphics: Graphics, port: TerminalPort): PixelScreen {
  const isFar = process.env.SSH_CONNECTION !== undefined;
  const pace = new PixelPace(isFar ? FAR_MBIT_PER_S : NEAR_MBIT_PER_S);
  const pixels = new PixelScreen(graphics, pace);
  // For as long as there is the port; and before the session, which draws at once after a resize.
  if (graphics.kind === 'sixel') followCells(port, pixels);
  return pixels;
}

function fail(sentence: string, code: number): number {
  console.error(sentence);
  return code;
}

async function showOn(
  client: TerminalClient,
  terminal: DeltaTerminal,
  wished: GraphicsName,
  greeting: string,
): Promise<number> {
  const port = portFor(wished);
  const guard = endWith(() => {
    port.leave();
  }, client.handleRejection?.bind(client));
  port.enter();
  // Either may go while the terminal is asked.
  const gone = untilGone(client, port);
  const graphics = wished === 'cells' ? null : await askGraphics(port, wished, process.env);
  const pixels = graphics?.ok === true ? pixelScreen(graphics.value, port) : null;
  const session = new TtySession(port, client, terminal, createEngineExports, pixels);
  session.notice(greeting);
  if (graphics?.ok === false) session.notice(NO_GRAPHICS[graphics.error](wished));
  const end = await Promise.race([gone, untilLeft(session)]);
  session.dispose();
  // What is on its way to the terminal gets there meanwhile.
  await Promise.race([client.leave?.(), setTimeout(LEAVE_PATIENCE_MS, null, { ref: false })]);
  client.dispose();
  port.dispose();
  guard.dispose();
  return exitCode(end, client);
}

function portFor(wished: GraphicsName): TerminalPort {
  const { stdin: input, stdout: output, env } = process;
  const lastWords = wished === 'kitty' && !isMultiplexed(env) ? DELETE_KITTY_IMAGES : '';
  return new TerminalPort({ input, output, outputFd: 1 }, terminalModes(env, lastWords));
}

function untilGone(client: TerminalClient, port: TerminalPort): Promise<TtyEnd> {
  return new Promise((resolve) => {
    client.onEnd(() => {
      resolve('client-gone');
    });
    port.onEnd(() => {
      resolve('terminal-gone');
    });
  });
}

function untilLeft(session: TtySession): Promise<TtyEnd> {
  return new Promise((resolve) => {
    session.onEnd(resolve);
  });
}

/** A client that is this program ends when its user says so: `quit` leaves, as Ctrl+D does. */
function exitCode(end: TtyEnd, client: TerminalClient): number {
  if (end === 'left' || (end === 'client-gone' && client.leave !== undefined)) return TTY_EXIT.left;
  const sentence = end === 'client-gone' ? TTY_SENTENCES.appGone : TTY_SENTENCES.terminalGone;
  return fail(sentence, TTY_EXIT.gone);
}
