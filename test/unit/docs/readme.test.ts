import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PALETTE_NAMES } from '../../../src/shared/ascii/palettes';
import { STYLE_NAMES } from '../../../src/shared/ascii/styles';
import { commandTable, keyTable } from '../../../src/shared/commands/help-text';
import { CONFIG_KEYS } from '../../../src/shared/config/parse-setting';
import { readBlock } from '../../helpers/readme-block';

const README = readFileSync(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8');

/** Formatters pad the cells of a table; what it says is what counts. */
function cellsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

describe('README', () => {
  it('lists every command and key as the app itself does (npm run readme writes it)', () => {
    const tables = [...commandTable(), '', ...keyTable()].join('\n');
    expect(cellsOf(readBlock(README, 'commands'))).toEqual(cellsOf(tables));
  });

  it('mentions every setting', () => {
    const keys = CONFIG_KEYS.filter((key) => !key.startsWith('keys.'));
    expect(keys.filter((key) => !README.includes(`\`${key}\``))).toEqual([]);
  });

  it('shows every style at both sizes, and every palette', () => {
    const styles = STYLE_NAMES.flatMap((name) => [`${name}-120x36`, `${name}-240x72`]);
    const wanted = [
      ...styles.map((name) => `style-${name}.png`),
      ...PALETTE_NAMES.map((name) => `palette-${name}.png`),
    ];
    expect(wanted.filter((name) => !README.includes(`src="docs/images/${name}"`))).toEqual([]);
  });

  it('shows pictures that are there', () => {
    const pictures = [...README.matchAll(/(?:\]\(|src=")(docs\/images\/[^)"]+)/g)].map(
      ([, path]) => path,
    );
    expect(pictures.length).toBeGreaterThan(4);
    for (const path of pictures) {
      const file = fileURLToPath(new URL(`../../../${path}`, import.meta.url));
      expect(readFileSync(file).subarray(1, 4).toString(), path).toBe('PNG');
    }
  });
});
