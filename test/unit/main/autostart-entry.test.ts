import { describe, expect, it } from 'vitest';
import { autostartEntry, execLine } from '../../../src/main/autostart-entry';

/** As a desktop reads a line: first the file's escapes, then the line's quotes, then its codes. */
function wordsOf(line: string): string[] {
  const value = line.replace(/\\(.)/g, '$1');
  const words = value.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return words.map((word) => word.slice(1, -1).replace(/\\(.)/g, '$1').replaceAll('%%', '%'));
}

describe('an autostart entry', () => {
  it('starts the program with its arguments', () => {
    const entry = autostartEntry(['/opt/WebCRT/webcrt', '--kiosk', '--user=gran']);
    expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
    expect(entry).toContain('\nExec="/opt/WebCRT/webcrt" "--kiosk" "--user=gran"\n');
  });

  it.each([['/home/ann/My Apps/webcrt'], ['/a"b'], ['/a$HOME`b'], ['/a\\b'], ['/100%/%u']])(
    'starts %s as it is',
    (program) => {
      expect(wordsOf(execLine([program, '--kiosk']))).toEqual([program, '--kiosk']);
    },
  );
});
