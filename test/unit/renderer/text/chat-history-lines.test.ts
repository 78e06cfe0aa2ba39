import { describe, expect, it } from 'vitest';
import { forgottenChatText, keptChatText } from '../../../../src/renderer/text/chat-history-lines';

describe('the lines about chat that is kept', () => {
  const line = { from: 'bob', text: 'hi', isMine: false };
  const bob = { kind: 'person', name: 'bob', lines: [{ ...line, sentAtMs: 7 }] } as const;
  const den = {
    kind: 'room',
    name: 'den',
    lines: [
      { ...line, sentAtMs: 5 },
      { ...line, sentAtMs: 9 },
    ],
  } as const;
  const time = (atMs: number): string => `at ${atMs}`;

  it('say how much of it there is with whom, and how to be rid of it', () => {
    expect(keptChatText([den, bob], true, time).split('\n')).toEqual([
      'What is said in private and in rooms is kept on this device (/config chat_history off changes that).',
      '- in the room den: 2 lines, last at 9',
      '- with bob: 1 line, last at 7',
      '/history chat clear NAME forgets one of them, /history chat clear all forgets them all.',
    ]);
    expect(keptChatText([], false, time)).toMatch(
      /is not kept .*history on changes.* Nothing is kept/,
    );
  });

  it.each([
    [[], null, 'No conversation is kept here.'],
    [[bob], 'bob', 'The conversation with bob is forgotten.'],
    [[den], null, 'The conversation in the room den is forgotten.'],
    [[bob, den], null, '2 conversations are forgotten.'],
    [
      [bob, { ...den, name: 'bob' }],
      'bob',
      'The conversations with bob and in the room bob are forgotten.',
    ],
  ] as const)('is what is forgotten: %j for %j', (gone, name, text) => {
    expect(forgottenChatText(gone, name)).toBe(text);
  });

  it('say where to look when nothing of that name is kept', () => {
    expect(forgottenChatText([], 'zoe')).toMatch(/with zoe, .*room zoe, .* \/history chat lists/);
  });
});
