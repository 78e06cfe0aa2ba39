import { describe, expect, it } from 'vitest';
import { chosenDisplay, type PickScreen } from '../../../../src/renderer/media/chosen-display';
import { failureReason } from '../../../../src/renderer/media/media-failure';
import type { ScreenList, ScreenSource } from '../../../../src/shared/ipc/screens-api';

const SCREEN: ScreenSource = { id: 'screen:0:0', kind: 'screen', name: 'Screen', thumbnail: null };
const NOTES: ScreenSource = { id: 'window:1:0', kind: 'window', name: 'Notes', thumbnail: null };
const LIST: ScreenList = { sources: [SCREEN, NOTES], hasSound: true };
const STREAM = {} as MediaStream;

/** A host with that list, and a user who picks that; what happened, in order. */
function setUp(
  list: ScreenList | null | 'refused',
  picked: Awaited<ReturnType<PickScreen>> = null,
  isThere = true,
) {
  const log: unknown[] = [];
  const display = chosenDisplay(
    {
      openDisplay: ({ audio }) => {
        log.push(['open', audio]);
        return Promise.resolve(STREAM);
      },
    },
    {
      list: () => (list === 'refused' ? Promise.reject(new Error('No.')) : Promise.resolve(list)),
      choose: (id, withSound) => {
        log.push(['choose', id, withSound]);
        return isThere ? Promise.resolve() : Promise.reject(new Error('Gone.'));
      },
    },
    ({ sources }) => {
      log.push(['pick', ...sources.map(({ id }) => id)]);
      return Promise.resolve(picked);
    },
  );
  return { display, log };
}

describe('a display that is chosen', () => {
  it("is left to the browser's picker where there is one", async () => {
    const { display, log } = setUp(null);
    await display.openDisplay({ audio: true });
    expect(log).toEqual([['open', true]]);
  });

  it('is picked first, then told to the host, then opened', async () => {
    const { display, log } = setUp(LIST, { id: NOTES.id, withSound: false });
    expect(await display.openDisplay({ audio: true })).toBe(STREAM);
    expect(log).toEqual([
      ['pick', SCREEN.id, NOTES.id],
      ['choose', NOTES.id, false],
      ['open', false],
    ]);
  });

  it('comes with sound when that was chosen too', async () => {
    const { display, log } = setUp(LIST, { id: SCREEN.id, withSound: true });
    await display.openDisplay({ audio: true });
    expect(log.at(-1)).toEqual(['open', true]);
  });

  it('is looked for among windows first when a window was wished', async () => {
    const { display, log } = setUp(LIST, { id: NOTES.id, withSound: false });
    await display.openDisplay({ video: { displaySurface: 'window' } });
    expect(log[0]).toEqual(['pick', NOTES.id, SCREEN.id]);
  });

  it.each([
    ['nothing was picked', setUp(LIST), 'denied'],
    ['the system shows none', setUp('refused'), 'denied-by-system'],
    [
      'it has gone meanwhile',
      setUp(LIST, { id: 'window:9:0', withSound: false }, false),
      'not-found',
    ],
  ])('is not opened when %s', async (_when, { display, log }, reason) => {
    const error: unknown = await display.openDisplay({}).catch((thrown: unknown) => thrown);
    expect(failureReason(error)).toBe(reason);
    expect(log).not.toContainEqual(['open', undefined]);
    expect(log).not.toContainEqual(['open', false]);
  });
});
