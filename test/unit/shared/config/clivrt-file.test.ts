import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClivrtFile } from '../../../../src/shared/config/clivrt-file';
import { migrate } from '../../../../src/shared/config/migrate';

describe('readClivrtFile', () => {
  it("reads clivrt's own example", () => {
    const { patch, notices } = readClivrtFile(`[DEFAULT]
signalinghosturl = wss://signalling.example.org
autoanswer = true
loglevel = WARN
videostyle = just-ascii
webcam = /dev/video0
framerate = 30
frame_interval = 4
video_size = 800x600
`);
    expect(patch).toEqual({
      signalinghosturl: 'wss://signalling.example.org',
      autoanswer: true,
      loglevel: 'warn',
      videostyle: 'just-ascii',
      webcam: '/dev/video0',
      framerate: 30,
      frame_interval: 4,
      video_size: '800x600',
    });
    expect(notices).toEqual([expect.stringContaining('autoanswer add NAME')]);
  });

  it('finds the log level anywhere in the value, as clivrt did', () => {
    expect(readClivrtFile('[DEFAULT]\nloglevel = logging.CRITICAL').patch.loglevel).toBe(
      'critical',
    );
  });

  it('leaves out what cannot be used, and says so', () => {
    const { patch, notices } = readClivrtFile('[DEFAULT]\nvideostyle = oil\nframerate = fast');
    expect(patch).toEqual({});
    expect(notices).toHaveLength(2);
  });

  it('leaves out the placeholder server, other keys and captions', () => {
    const { patch, notices } = readClivrtFile(
      '[DEFAULT]\nsignalinghosturl = dummy\ncolour = red\nasr_on = true\n__proto__ = x',
    );
    expect(patch).toEqual({});
    expect(notices).toEqual([expect.stringContaining('no captions')]);
  });

  it.each([
    ['key: value', '[DEFAULT]\nusername: ann\nsignalinghosturl : ws://a.example:8080'],
    [
      'a byte order mark and other line ends',
      '\uFEFF[DEFAULT]\r\nusername=ann\r\nsignalinghosturl=ws://a.example:8080\r\n',
    ],
    ['no heading', 'username = ann\nsignalinghosturl = ws://a.example:8080'],
    [
      'comments and capitals',
      '# mine\n[DEFAULT]\nUserName = ann ; me\n; that\nSIGNALINGHOSTURL = ws://a.example:8080',
    ],
  ])('reads a file with %s', (_, text) => {
    expect(readClivrtFile(text)).toEqual({
      patch: { username: 'ann', signalinghosturl: 'ws://a.example:8080' },
      notices: [],
    });
  });

  it('never throws, and gives only settings that can be used', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[DEFAULT]',
        'autoanswer = true',
        'a[] = 1',
        '__proto__ = 1',
        'webcam = "',
        '[a.b]',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { patch } = readClivrtFile(lines.join('\n'));
        expect(migrate(patch).notices).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', '[DEFAULT', '\u0000\u0001', '=', '[OTHER]\nusername = eve'])(
    'makes nothing of %j, and does not throw',
    (text) => {
      expect(readClivrtFile(text).patch).toEqual({});
    },
  );
});
