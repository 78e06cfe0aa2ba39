import { describe, expect, it } from 'vitest';
import { type CapturedSource, hasPortal, listScreens } from '../../../src/main/screen-list';
import { MAX_SCREENS } from '../../../src/shared/ipc/screens-api';

function source(id: string, name: string, width = 1, height = 1): CapturedSource {
  return {
    id,
    name,
    thumbnail: {
      isEmpty: () => width === 0,
      getSize: () => ({ width, height }),
      toBitmap: () => new Uint8Array(4 * width * height).fill(7),
    },
  };
}

describe('listScreens', () => {
  it('has no more than anybody looks through, screens first', () => {
    const windows = Array.from({ length: 80 }, (_, at) => source(`window:${at}:0`, 'w'));
    const listed = listScreens([...windows, source('screen:0:0', 's')]);
    expect(listed).toHaveLength(MAX_SCREENS);
    expect(listed[0].kind).toBe('screen');
  });

  it('gives names to the nameless, and short ones to the others', () => {
    const listed = listScreens([
      source('window:1:0', '\u001b'),
      source('window:2:0', 'x'.repeat(900)),
    ]);
    expect(listed.map(({ name }) => name)).toEqual(['a window without a name', 'x'.repeat(60)]);
  });

  it('takes no pixels of pictures that are empty, or larger than asked for', () => {
    const listed = listScreens([
      source('window:1:0', 'a', 0, 0),
      source('window:2:0', 'b', 1920, 1080),
    ]);
    expect(listed.map(({ thumbnail }) => thumbnail)).toEqual([null, null]);
  });
});

describe('hasPortal', () => {
  it('is so with Wayland only', () => {
    expect([
      hasPortal('linux', { XDG_SESSION_TYPE: 'wayland' }),
      hasPortal('linux', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0' }),
      hasPortal('linux', {}),
      hasPortal('win32', { XDG_SESSION_TYPE: 'wayland' }),
    ]).toEqual([true, false, false, false]);
  });
});
