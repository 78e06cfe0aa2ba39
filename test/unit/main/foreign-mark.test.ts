import { describe, expect, it } from 'vitest';
import { foreignMark } from '../../../src/main/foreign-mark';

describe('the mark of a file that came from elsewhere', () => {
  it('is the Mark of the Web on Windows, beside the file’s contents', () => {
    expect(foreignMark('win32', 'C:\\in\\setup.exe', 0)).toEqual({
      kind: 'stream',
      path: 'C:\\in\\setup.exe:Zone.Identifier',
      text: '[ZoneTransfer]\r\nZoneId=3\r\n',
    });
  });

  it('is quarantine on macOS, with the hour and who brought it', () => {
    expect(foreignMark('darwin', '/in/-setup.pkg', 1_800_000_000.9)).toEqual({
      kind: 'command',
      program: '/usr/bin/xattr',
      args: ['-w', 'com.apple.quarantine', '0081;6b49d200;WebCRT;', '/in/-setup.pkg'],
    });
  });

  it('is none on Linux, which has none', () => {
    expect(foreignMark('linux', '/in/setup.sh', 0)).toBeNull();
  });
});
