import { describe, expect, it } from 'vitest';
import { mediaFailureSentence } from '../../../../src/renderer/text/media-sentences';

describe('mediaFailureSentence', () => {
  it('names the device that is not there when another is used instead', () => {
    const failure = { kind: 'camera', reason: 'not-found', asked: 'nosuch' } as const;
    expect(mediaFailureSentence({ ...failure, replacedBy: 'Integrated' })).toBe(
      'There is no camera called nosuch. Using Integrated instead.',
    );
    expect(mediaFailureSentence({ ...failure, kind: 'microphone', replacedBy: 'Jack' })).toBe(
      'There is no microphone called nosuch. Using Jack instead.',
    );
  });

  it('says that the chosen device is not there where only its id is known', () => {
    expect(
      mediaFailureSentence({ kind: 'camera', reason: 'not-found', asked: null, replacedBy: 'c2' }),
    ).toBe('The camera that you chose is not there. Using c2 instead.');
  });

  it('says to plug a device in where there is none at all', () => {
    expect(
      mediaFailureSentence({
        kind: 'camera',
        reason: 'not-found',
        asked: 'nosuch',
        replacedBy: null,
      }),
    ).toBe('No camera was found. Plug one in, or call without.');
  });

  it('makes one short line of any label', () => {
    const asked = `a\u001B[2J${'b'.repeat(200)}`;
    const sentence = mediaFailureSentence({
      kind: 'camera',
      reason: 'not-found',
      asked,
      replacedBy: 'c2',
    });
    expect(sentence).toMatch(/^There is no camera called \P{C}{1,60}\. Using c2 instead\.$/u);
  });
});
