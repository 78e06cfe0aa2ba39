import { describe, expect, it } from 'vitest';
import { autostartEntry, execLine, isEntryOn } from '../../../src/main/autostart-entry';

/** As a desktop reads a line: first the file's escapes, then the line's quotes, then its codes. */
function wordsOf(line: string): string[] {
  const value = line.replace(/\\(.)/g, '$1');
  const words = value.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return words.map((word) => word.slice(1, -1).replace(/\\(.)/g, '$1').replaceAll('%%', '%'));
}

describe('an autostart entry', () => {
  it('starts the program with its arguments', () => {
    const entry = autostartEntry(['/opt/WebCRT/webcrt', '--kiosk', '--user=gran'], 'For gran');
    expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
    expect(entry).toContain('\nExec="/opt/WebCRT/webcrt" "--kiosk" "--user=gran"\n');
    expect(entry).toContain('\nComment=For gran\n');
    expect(isEntryOn(entry)).toBe(true);
  });

  it.each([
    ['Hidden=true', false],
    ['Hidden = true ', false],
    ['X-GNOME-Autostart-enabled=false', false],
    ['Hidden=false', true],
    ['# Hidden=true', true],
    ['Comment=Hidden=true', true],
  ])('with %s in it is on: %s', (line, expected) => {
    const entry = autostartEntry(['/opt/webcrt'], 'x').replace(
      'X-GNOME-Autostart-enabled=true',
      line,
    );
    expect(isEntryOn(entry)).toBe(expected);
  });

  it.each([['/home/ann/My Apps/webcrt'], ['/a"b'], ['/a$HOME`b'], ['/a\\b'], ['/100%/%u']])(
    'starts %s as it is',
    (program) => {
      expect(wordsOf(execLine([program, '--kiosk']))).toEqual([program, '--kiosk']);
    },
  );
});
