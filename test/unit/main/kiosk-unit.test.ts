import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCommand } from '../../../scripts/lib/find-browser.mjs';
import { KIOSK_UNIT, kioskUnit } from '../../../src/main/kiosk-unit';

/** As systemd reads the line: its quotes, then its specifiers and variables. */
function wordsOf(unit: string): string[] {
  const [, line = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
  const words = line.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  const [program = '', ...args] = words.map((word) =>
    word.slice(1, -1).replace(/\\(.)/g, '$1').replaceAll('%%', '%'),
  );
  return [program, ...args.map((word) => word.replaceAll('$$', () => '$'))];
}

describe('the unit of a kiosk', () => {
  it('is started with the desktop, and again when it is killed, but not when it is ended', () => {
    const unit = kioskUnit(['/opt/WebCRT/webcrt', '--kiosk', '--user=gran']);
    expect(unit).toContain('\nExecStart="/opt/WebCRT/webcrt" "--kiosk" "--user=gran"\n');
    expect(unit).toContain('\nRestart=on-failure\n');
    expect(unit).toContain('\nPartOf=graphical-session.target\n');
    expect(unit).toContain('\nWantedBy=graphical-session.target\n');
  });

  it.each([['/home/ann/My Apps/webcrt'], ['/a"b'], ['/a$HOME/b'], ['/a\\b'], ['/100%/%u']])(
    'starts %s as it is, and hands it on',
    (word) => {
      expect(wordsOf(kioskUnit([word, word]))).toEqual([word, word]);
    },
  );

  it.runIf(findCommand('systemd-analyze') !== null)('is one, says systemd itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-unit-'));
    const env = { ...process.env, XDG_RUNTIME_DIR: folder, HOME: folder };
    const verify = (unit: string): string => {
      const path = join(folder, KIOSK_UNIT);
      writeFileSync(path, unit);
      const words = ['--user', '--man=no', 'verify', path];
      return execFileSync('systemd-analyze', words, { env, encoding: 'utf8', stdio: 'pipe' });
    };
    try {
      const unit = kioskUnit([process.execPath, '--kiosk', '--server=wss://a.example/100%/$HOME']);
      expect(verify(unit)).toBe('');
      // It would say what is wrong.
      expect(() => verify(unit.replace(/^ExecStart=/m, 'ExecStart=relative/'))).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
