import { describe, expect, it } from 'vitest';
import { PeopleHandlers } from '../../../../src/renderer/commands/people-handlers';
import { callEndSentence } from '../../../../src/renderer/text/call-sentences';
import type { CallSummary } from '../../../../src/shared/call/call-phase';

/** What is said in the first minute, to somebody who has typed nothing but what the stage says. */
describe('the first minute', () => {
  const ended = (peer: string): string =>
    callEndSentence({
      peer,
      direction: 'outgoing',
      outcome: 'hung-up',
      text: null,
      startedAtMs: 0,
      durationMs: 48_000,
    } as CallSummary);

  it.each(['echo', 'Echo'])('says after a call with %s what comes next', (peer) => {
    expect(ended(peer)).toMatch(/over, after 48 s\. .*lookup.*room create NAME/);
  });

  it('says nothing of that after a call with somebody', () => {
    expect(ended('bob')).toBe('The call with bob is over, after 48 s.');
  });

  it.each([
    [null, /made up.*login --user NAME/],
    ['ann', /^You are signed in as ann\.$/],
  ])('says under the name %s how another is taken, where nobody chose it', async (name, said) => {
    const notices: string[] = [];
    const handlers = new PeopleHandlers({
      account: { login: () => Promise.resolve({ ok: true, name: name ?? 'AnonMax' }) },
      notice: (text: string) => notices.push(text),
    } as never);
    await handlers.signIn(name, 'wss://calls.example.org');
    expect(notices).toEqual([expect.stringMatching(said)]);
  });
});
