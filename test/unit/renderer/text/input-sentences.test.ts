import { describe, expect, it } from 'vitest';
import { type InputSentences, inputSentences } from '../../../../src/renderer/text/input-sentences';

/** All that can be said, with somebody in it. */
function allOf(sentences: InputSentences): readonly string[] {
  const { incomingCall, incomingFile, countdown, answeredByItself, endsUnattended, ...others } =
    sentences;
  const { linkToRoom, linkToServer, linkToDevice, ...plain } = others;
  return [
    incomingCall('bob'),
    incomingFile('bob', 'photo.jpg (3 kB)'),
    countdown(5),
    answeredByItself('bob'),
    endsUnattended('bob'),
    linkToRoom('garden'),
    linkToDevice('K7Q2-M0XT-4PZ9'),
    linkToServer('wss://calls.example.org', 'ann'),
    linkToServer('wss://calls.example.org', null),
    ...Object.values(plain).flat(),
  ];
}

describe('inputSentences', () => {
  it('name no key for touch but Enter, which every keyboard on a screen has', () => {
    for (const sentence of allOf(inputSentences(true))) {
      expect(sentence).not.toMatch(/\b(Esc|F1|Tab|Alt\+\w|any key|press)\b/i);
      expect(sentence).not.toMatch(/^\/|\s\//);
    }
  });

  it('speak of no tapping for keys', () => {
    for (const sentence of allOf(inputSentences(false))) {
      expect(sentence).not.toMatch(/\btap\b|button/i);
    }
  });

  it('say as whom a link would sign in, where it says so', () => {
    for (const isTouch of [true, false]) {
      const { linkToServer } = inputSentences(isTouch);
      expect(linkToServer('wss://calls.example.org', 'ann')).toContain('as ann, another server');
      expect(linkToServer('wss://calls.example.org', null)).not.toContain(' as ');
    }
  });
});
