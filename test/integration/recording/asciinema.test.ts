import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCommand } from '../../../scripts/lib/find-browser.mjs';
import { type AsciicastVersion, AsciicastWriter } from '../../../src/shared/recording/asciicast';

const OUTPUT = ['\x1b[2J\x1b[Hhello', '\x1b[38;2;10;200;30mwörld 你好\u2028\x1b[0m', '"\\\n'];

/** Debian's of today is 2.2, from before version 3 of the format. */
const version = findCommand('asciinema') === null ? '' : run('--version').stdout;
const knowsNewest = /^asciinema (?:[3-9]|\d\d)/.test(version);

function run(...words: readonly string[]) {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return spawnSync('asciinema', words, { encoding: 'utf8', env });
}

describe.skipIf(version === '')('asciinema', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-cast-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function play(format: AsciicastVersion) {
    let text = '';
    const theme = { fg: '#ffffff', bg: '#000000', palette: Array(16).fill('#123456').join(':') };
    const header = {
      version: format,
      cols: 80,
      rows: 24,
      startedAtMs: 1e12,
      title: 'A call',
      theme,
    };
    const writer = new AsciicastWriter(header, (piece) => (text += piece));
    for (const [index, output] of OUTPUT.entries()) writer.output(index * 20, output);
    writer.exit(100);
    writer.flush();
    const file = join(folder, `v${format}.cast`);
    writeFileSync(file, text);
    return run('play', '-s', '10', file);
  }

  it('plays what record --v2 writes, to the character', () => {
    const { stdout, stderr, status } = play(2);
    expect({ stdout, stderr, status }).toEqual({ stdout: OUTPUT.join(''), stderr: '', status: 0 });
  });

  it('plays what record writes, or says that it is from before that', () => {
    const { stdout, stderr } = play(3);
    if (knowsNewest) expect(stdout).toContain(OUTPUT.join(''));
    else expect(stderr).toContain('only asciicast v1 and v2 formats can be opened');
  });
});
