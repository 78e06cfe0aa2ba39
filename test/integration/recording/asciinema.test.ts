import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AsciicastWriter } from '../../../src/shared/recording/asciicast';

const VERSION = spawnSync('asciinema', ['--version'], { encoding: 'utf8' });
/** That of Debian is from before version 3. */
const isOld = VERSION.status === 0 && / [12]\./.test(VERSION.stdout);

describe.skipIf(!isOld)('an asciinema from before version 3', () => {
  it('plays a recording that was made for it, to the letter', () => {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-cast-'));
    const file = join(folder, 'old.cast');
    let text = '';
    const writer = new AsciicastWriter(
      { version: 2, cols: 40, rows: 10, startedAtMs: 0, title: 'ann & 漢字' },
      (chunk) => (text += chunk),
    );
    writer.output(0, '\x1b[1mann\x1b[0m ');
    writer.resize(500, 80, 24);
    writer.output(1_000, '漢字 \u2588\r\n');
    writer.exit(1_000);
    writer.flush();
    writeFileSync(file, text);
    try {
      // It opens its terminal, whatever for.
      const { status, stdout } = spawnSync(
        'script',
        ['-qec', `asciinema cat ${file}`, '/dev/null'],
        {
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C.UTF-8' },
          input: '',
        },
      );
      expect(status).toBe(0);
      expect(stdout).toBe('\x1b[1mann\x1b[0m 漢字 \u2588\r\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
