import { describe, expect, it } from 'vitest';
import { optionPieces } from '../../../../src/renderer/ui/whole-options';

describe('optionPieces', () => {
  it.each([
    ['login --user NAME takes another.', ['--user']],
    ['login [--user NAME] [--server URL]', ['--user', '--server']],
    ['In a terminal: curl -N "http://a.example/"', ['-N']],
    ['logout [-f|--force]', ['-f', '--force']],
    ['npm run server -- --help', ['--help']],
    ['a well-known e-mail - or 3-4 of them', []],
    ['https://a.example/--x', []],
  ])('finds in %j the options %j, and loses nothing', (text, options) => {
    const pieces = optionPieces(text);
    expect(pieces.filter((_, index) => index % 2 === 1)).toEqual(options);
    expect(pieces.join('')).toBe(text);
  });
});
