import { describe, expect, it } from 'vitest';
import {
  contactHandlers,
  type ContactHandlerPorts,
} from '../../../../src/renderer/commands/contact-handlers';
import { CallHistory } from '../../../../src/renderer/people/call-history';
import { ChatHistory } from '../../../../src/renderer/people/chat-history';
import type { KeyValueStore } from '../../../../src/renderer/people/key-value-store';
import { parseCommand } from '../../../../src/shared/commands/parse-command';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

const fail = (): Promise<never> => Promise.reject(new Error('UnknownError'));
const BROKEN: KeyValueStore = { get: fail, update: fail, remove: fail, keys: fail };

/** What is answered to a line where no storage works any more. */
async function answersTo(line: string): Promise<string[]> {
  const said: string[] = [];
  const ports = {
    account: { name: 'ann', absence: null },
    callHistory: new CallHistory(BROKEN),
    chatHistory: new ChatHistory({
      store: BROKEN,
      keeper: () => ({ server: 'ws://home', name: 'ann' }),
      isOn: () => true,
      logger: { log: () => undefined },
    }),
    settings: () => ({ ...DEFAULT_SETTINGS, contacts: ['bob'] }),
    updateSettings: () => Promise.resolve(DEFAULT_SETTINGS),
    identities: { rename: () => Promise.resolve() },
    notice: (text: string) => said.push(text),
  };
  const handlers = contactHandlers(ports as unknown as ContactHandlerPorts);
  const parsed = parseCommand(line);
  if (!parsed.ok) throw new Error(line);
  const command = parsed.value;
  if (command.name === 'history') await handlers.history(command);
  else if (command.name === 'contact') await handlers.contact(command);
  return said;
}

describe('a storage that fails while the app runs', () => {
  it.each([
    'history',
    'history clear',
    'history remove 1',
    'history chat',
    'history chat clear all',
    'history chat clear bob',
  ])('is what %s answers, with what to do about it', async (line) => {
    expect(await answersTo(line)).toEqual([
      'The history is not available: the storage of this device fails. ' +
        'Free some space on it, or start again, and try once more.',
    ]);
  });

  it('lets contact rename give the new name, which says what stays under the old one', async () => {
    const [told, ...more] = await answersTo('contact rename bob robert');
    expect(told).toMatch(/^bob is now robert .* stay under bob: the storage of this device fails/);
    expect(more).toEqual([]);
  });
});
