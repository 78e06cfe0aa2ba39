import { describe, expect, it } from 'vitest';
import { PhraseReader } from '../../../../src/renderer/chat/phrase-reader';

/** What is read out while `text` is typed letter by letter. */
function readWhileTyping(text: string): string[] {
  const reader = new PhraseReader();
  const read: string[] = [];
  for (let length = 1; length <= text.length; length++) {
    const phrase = reader.take(text.slice(0, length), false);
    if (phrase !== '') read.push(phrase);
  }
  return read;
}

describe('what is typed, read out', () => {
  it('comes by the word, and never by the letter', () => {
    expect(readWhileTyping('hello there, ann. how')).toEqual(['hello', 'there,', 'ann.']);
  });

  it('comes at a pause as far as it is', () => {
    const reader = new PhraseReader();
    expect(reader.take('hel', false)).toBe('');
    expect(reader.take('hel', true)).toBe('hel');
    expect(reader.take('hel', true)).toBe('');
    expect(reader.take('hello', true)).toBe('hello');
    expect(reader.take('hello there ', false)).toBe('hello there');
  });

  it('is read again from the word on that was changed', () => {
    const reader = new PhraseReader();
    expect(reader.take('we meet at nine ', false)).toBe('we meet at nine');
    expect(reader.take('we meet at ni', false)).toBe('');
    expect(reader.take('we meet at ten ', false)).toBe('ten');
  });
});
