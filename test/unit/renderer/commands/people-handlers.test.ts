import { describe, expect, it } from 'vitest';
import {
  type PeopleHandlerPorts,
  PeopleHandlers,
} from '../../../../src/renderer/commands/people-handlers';
import type { LoginRequest } from '../../../../src/renderer/chat/account';
import { parseCommand } from '../../../../src/shared/commands/parse-command';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

/** `running`: the servers that answer; `before`: the one that ann is signed in to. */
function setUp(running: readonly string[], before: string | null) {
  const said: string[] = [];
  const tried: string[] = [];
  const state =
    before === null ? { kind: 'signed-out' } : { kind: 'signed-in', name: 'ann', server: before };
  const ports = {
    account: {
      name: before === null ? null : 'ann',
      state,
      login: ({ name, server }: LoginRequest) => {
        tried.push(server);
        const tells = { name: name ?? 'AnonAda', tried: name ?? 'AnonAda' };
        return Promise.resolve(
          running.includes(server)
            ? { ok: true, ...tells }
            : { ok: false, reason: 'offline', ...tells },
        );
      },
    },
    call: { phase: { kind: 'idle' } },
    server: () => 'ws://home',
    usualName: () => null,
    updateSettings: () => Promise.resolve(DEFAULT_SETTINGS),
    notice: (text: string) => {
      said.push(text);
    },
  };
  const { all } = new PeopleHandlers(ports as unknown as PeopleHandlerPorts);
  const login = async (line: string): Promise<string[]> => {
    const parsed = parseCommand(line);
    if (!parsed.ok || parsed.value.name !== 'login') throw new Error(line);
    await all.login(parsed.value);
    return said;
  };
  return { login, tried };
}

describe('login to a server that does not answer', () => {
  it('says to try that very server again, and stays where one was', async () => {
    const { login, tried } = setUp(['ws://home'], 'ws://home');
    expect(await login('login --server ws://x')).toEqual([
      'No server answers at ws://x. Is it running? Then type: login --server ws://x',
      'You are ann on ws://home again.',
    ]);
    expect(tried).toEqual(['ws://x', 'ws://home']);
  });

  it('does not say that one stays where nothing answers any more, either', async () => {
    const { login } = setUp([], 'ws://home');
    expect(await login('login --server ws://x')).toEqual([
      'No server answers at ws://x. Is it running? Then type: login --server ws://x',
      'No server answers at ws://home. Is it running? Then type: login',
    ]);
  });

  it('repeats the name that was typed, and nothing that was not', async () => {
    const named = setUp([], null);
    expect(await named.login('login --user bob --server https://x')).toEqual([
      'No server answers at wss://x. Is it running? Then type: login --user bob --server wss://x',
    ]);
    const usual = setUp([], null);
    expect(await usual.login('login')).toEqual([
      'No server answers at ws://home. Is it running? Then type: login',
    ]);
  });
});
