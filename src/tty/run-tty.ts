import type { DeltaTerminal } from '../shared/ascii/terminal-delta';
import type { Result } from '../shared/base/result';
import type { AttachedSocket, AttachFailure } from '../shared/ipc/attached-terminal';
import { attachedClient } from './client/attached-client';
import type { TerminalClient } from './client/terminal-client';
import { createEngineExports } from './screen/engine-module';
import { canDraw, colourDepth, depthOverNetwork, erasesInColour } from './terminal/colour-depth';
import { endWith } from './terminal/end-with';
import { terminalModes } from './terminal/terminal-modes';
import { TerminalPort } from './terminal/terminal-port';
import { TTY_PROBLEMS, TTY_SENTENCES, TTY_USAGE } from './text/tty-sentences';
import { readTtyOptions } from './tty-options';
import { type SessionEnd, TtySession } from './tty-session';

/** What `webcrt tty` ends with. */
export const TTY_EXIT = { left: 0, gone: 1, usage: 2, notRunning: 3 } as const;

/**
 * Runs `webcrt tty` to its end; resolves to the exit code.
 *
 * @param words Those behind `tty`.
 * @param attach Reaches the app that runs.
 */
export async function runTty(
  words: readonly string[],
  attach: () => Promise<Result<AttachedSocket, AttachFailure>>,
): Promise<number> {
  const { stdin, stdout, env, platform } = process;
  const options = readTtyOptions(words);
  if (!options.ok) return fail(options.error, TTY_EXIT.usage);
  if (options.value.isHelp) {
    console.log(TTY_USAGE);
    return TTY_EXIT.left;
  }
  if (!stdin.isTTY || !stdout.isTTY) return fail(TTY_PROBLEMS.noTerminal, TTY_EXIT.usage);
  if (!canDraw(env, platform)) return fail(TTY_PROBLEMS.dumb, TTY_EXIT.usage);
  const socket = await attach();
  if (!socket.ok) return fail(TTY_PROBLEMS[socket.error], TTY_EXIT.notRunning);
  const depth = options.value.colours ?? depthOverNetwork(colourDepth(env), env);
  return showOn(attachedClient(socket.value), { depth, canErase: erasesInColour(env) });
}

function fail(sentence: string, code: number): number {
  console.error(sentence);
  return code;
}

async function showOn(client: TerminalClient, terminal: DeltaTerminal): Promise<number> {
  const { stdin: input, stdout: output, env } = process;
  const port = new TerminalPort({ input, output, outputFd: 1 }, terminalModes(env));
  const guard = endWith(() => {
    port.leave();
  });
  port.enter();
  const session = new TtySession(port, client, terminal, createEngineExports);
  session.notice(TTY_SENTENCES.attached);
  const end = await new Promise<SessionEnd | 'terminal-gone'>((resolve) => {
    session.onEnd(resolve);
    port.onEnd(() => {
      resolve('terminal-gone');
    });
  });
  session.dispose();
  client.dispose();
  port.dispose();
  guard.dispose();
  if (end === 'left') return TTY_EXIT.left;
  const sentence = end === 'client-gone' ? TTY_SENTENCES.appGone : TTY_SENTENCES.terminalGone;
  return fail(sentence, TTY_EXIT.gone);
}
