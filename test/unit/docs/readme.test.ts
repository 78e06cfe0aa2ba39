import { describe, expect, it } from 'vitest';
import { PALETTE_NAMES } from '../../../src/shared/ascii/palettes';
import { STYLE_NAMES } from '../../../src/shared/ascii/styles';
import { CONFIG_KEYS } from '../../../src/shared/config/parse-setting';
import { readPage } from '../../helpers/pages';
import { readBlock } from '../../helpers/readme-block';
import { commandBlocks, firstBlocks } from '../../helpers/readme-tables';

const README = readPage('README.md');
const SETTINGS = readBlock(readPage('docs/settings.md'), 'settings');

/** Formatters pad the cells of a table; what it says is what counts. */
function cellsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

describe('the page on commands', () => {
  it.each(Object.entries(commandBlocks()))(
    'lists all %s as the app itself does (npm run readme writes it)',
    (name, table) => {
      const written = readBlock(readPage('docs/commands.md'), name);
      expect(cellsOf(written)).toEqual(cellsOf(table));
    },
  );
});

describe('the page on settings', () => {
  it('has every setting in a row', () => {
    const keys = CONFIG_KEYS.filter((key) => !key.startsWith('keys.'));
    const listed = cellsOf(SETTINGS).map(([, cell]) => cell);
    expect(keys.filter((key) => !listed.join(' ').includes(`\`${key}\``))).toEqual([]);
  });
});

describe('the page on styles', () => {
  it('shows every style at both sizes, and every palette', () => {
    const styles = STYLE_NAMES.flatMap((name) => [`${name}-120x36`, `${name}-240x72`]);
    const wanted = [
      ...styles.map((name) => `style-${name}.png`),
      ...PALETTE_NAMES.map((name) => `palette-${name}.png`),
    ];
    const page = readPage('docs/styles.md');
    expect(wanted.filter((name) => !page.includes(`src="images/${name}"`))).toEqual([]);
  });
});

describe('README', () => {
  it.each(Object.entries(firstBlocks(SETTINGS)))(
    'shows ten of the %s as their page has them (npm run readme writes it)',
    (name, table) => {
      const written = cellsOf(readBlock(README, name));
      expect(written).toEqual(cellsOf(table));
      // And the head.
      expect(written).toHaveLength(11);
    },
  );
});
