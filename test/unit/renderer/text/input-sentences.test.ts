import { describe, expect, it } from 'vitest';
import { type InputSentences, inputSentences } from '../../../../src/renderer/text/input-sentences';

/** All that can be said, with somebody in it. */
function allOf(sentences: InputSentences): readonly string[] {
  const { incomingCall, incomingFile, countdown, answeredByItself, endsUnattended, ...others } =
    sentences;
  const { linkToRoom, linkToServer, ...plain } = others;
  return [
    incomingCall('bob'),
    incomingFile('bob', 'photo.jpg (3 kB)'),
    countdown(5),
    answeredByItself('bob'),
    endsUnattended('bob'),
    linkToRoom('garden'),
    linkToServer('wss://calls.example.org', 'ann'),
    linkToServer('wss://calls.example.org', null),
    ...Object.values(plain).flat(),
  ];
}

describe('inputSentences', () => {
  it('speak of no key where one has a finger, but for Enter, which every keyboard on a screen has', () => {
    for (const sentence of allOf(inputSentences(true))) {
      expect(sentence).not.toMatch(/\b(Esc|F1|Tab|Alt\+\w|any key|press)\b/i);
      expect(sentence).not.toMatch(/^\/|\s\//);
    }
  });

  it('speak of no finger where one has keys', () => {
    for (const sentence of allOf(inputSentences(false))) {
      expect(sentence).not.toMatch(/\btap\b|button/i);
    }
  });

  it('say who a link would have one be, where it does', () => {
    for (const isTouch of [true, false]) {
      const { linkToServer } = inputSentences(isTouch);
      expect(linkToServer('wss://calls.example.org', 'ann')).toContain('as ann, another server');
      expect(linkToServer('wss://calls.example.org', null)).not.toContain(' as ');
    }
  });
});
