import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { glyphsOfStyles } from '../../../../src/shared/ascii/styles';
import { fontCharacters } from '../../../../src/shared/text/font-characters';

const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf');

function fontFile(): ArrayBuffer {
  return new Uint8Array(readFileSync(FONT)).buffer;
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

describe('fontCharacters', () => {
  const hasCharacter = fontCharacters(fontFile());

  it('knows every glyph that the styles draw, and a good deal more', () => {
    for (const glyph of `${glyphsOfStyles()} ░▒▓█äßЖωλ◍→`) {
      expect(hasCharacter(codeOf(glyph)), glyph).toBe(true);
    }
  });

  it('knows what the font lacks', () => {
    for (const glyph of '⣿漢あ한กद\ue123\uffff\u0000') {
      expect(hasCharacter(codeOf(glyph)), glyph).toBe(false);
    }
  });

  it('refuses what is no font, and one that ends too early', () => {
    expect(() => fontCharacters(new ArrayBuffer(0))).toThrow(RangeError);
    expect(() => fontCharacters(new ArrayBuffer(64))).toThrow(RangeError);
    expect(() => fontCharacters(fontFile().slice(0, 400))).toThrow(RangeError);
  });
});
