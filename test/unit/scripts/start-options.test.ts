import { describe, expect, it } from 'vitest';
import { parseStartOptions, START_HELP } from '../../../scripts/lib/start-options.mjs';
import { readPage } from '../../helpers/pages';

describe('parseStartOptions', () => {
  it('hands TURN servers on as they were given', () => {
    const words = ['--turn', 'turn:a', '--turn', 'turn:b', '--turn-secret-file', 'secret'];
    expect(parseStartOptions(words).turn).toEqual(words);
    expect(parseStartOptions([]).turn).toEqual([]);
  });

  it('refuses what it does not know, and says where help is', () => {
    expect(() => parseStartOptions(['--trun', 'turn:a'])).toThrow(/--trun.*npm start -- --help/);
  });

  it('takes each option that the README has for it', () => {
    const named = readPage('README.md').matchAll(/^\| `(--[a-z-]+)/gm);
    const options = [...named].map(([, option]) => option);
    expect(options).toContain('--server');
    for (const option of options) expect(START_HELP).toContain(`  ${option} `);
  });
});
