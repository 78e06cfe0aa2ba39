import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layoutParticipants,
  type ParticipantsScene,
  type PictureFacts,
  type TileScene,
} from '../../../../src/renderer/ui/participants-layout';
import { ownTile, SELF_TILE, tilesOf } from '../../../../src/renderer/ui/participant-tiles';
import { type Participant, USUAL_PREFERENCES } from '../../../../src/shared/call/participant';
import { SELF_VIEWS } from '../../../../src/shared/stage/self-view';
import type { TileKey } from '../../../../src/shared/stage/tile-key';
import { expectApart, TRYING_NAMES } from '../../../helpers/stage-text';

const BOB: Participant = {
  id: 'p0',
  name: 'bob',
  key: null,
  trust: null,
  connection: 'connected',
  camera: true,
  microphone: true,
  isSharing: false,
  terminal: null,
  isAway: false,
  outOfReach: null,
  isCameraDark: false,
  isSpeaking: false,
  isStill: false,
  preferences: USUAL_PREFERENCES,
};
const ELAPSED = { text: '0:07', short: '0:07', style: 'dim' } as const;

/** Every tile has a picture that can be seen. */
const ALL_SHOWN: PictureFacts = {
  cellAspect: 0.5,
  hasPicture: () => true,
  isShowing: () => true,
  aspectOf: () => 4 / 3,
};
const NONE_SHOWN: PictureFacts = { ...ALL_SHOWN, hasPicture: () => false, isShowing: () => false };

function sceneOf(
  tiles: readonly TileScene[],
  change: Partial<ParticipantsScene> = {},
): ParticipantsScene {
  const own = ownTile('ann', null, false, false);
  return {
    kind: 'participants',
    heading: [],
    tiles: [...tiles, own],
    selfView: 'auto',
    zoomed: null,
    ...change,
  };
}

it('marks whoever came by a gateway', () => {
  const [{ facts }] = tilesOf({ ...BOB, via: 'clivrt' });
  expect(facts.map(({ text }) => text)).toContain('via clivrt');
  expect(tilesOf(BOB)[0].facts).toEqual([]);
});

it.each<[Participant['outOfReach'], Participant['trust'], string, RegExp]>([
  ['stranger', 'unknown', 'UNKNOWN', /^did not prove the password/],
  ['stranger', 'verified', 'UNKNOWN verified', /^did not prove the password/],
  ['stranger', 'changed', 'UNKNOWN KEY CHANGED', /^did not prove the password/],
  ['local-stranger', 'known', 'unverified', /^you have no key here/],
  ['too-many', 'known', 'unverified mic off', /^too many people/],
])('says of whoever is out of reach (%s, %s) why', (outOfReach, trust, facts, note) => {
  const far = {
    ...BOB,
    outOfReach,
    trust,
    microphone: false,
    camera: null,
    connection: 'new',
  } as const;
  const [tile] = tilesOf(far);
  const words = tile.facts.map((each) => (each.text === 'microphone off' ? each.short : each.text));
  expect(words.join(' ')).toBe(facts);
  expect(tile.notes.map(({ text }) => text)).toEqual([expect.stringMatching(note)]);
});

function others(count: number, change: Partial<Participant> = {}): TileScene[] {
  return Array.from({ length: count }, (_, index) =>
    tilesOf({ ...BOB, id: `p${index}`, name: `bob${index}`, ...change }),
  ).flat();
}

function textOf(scene: ParticipantsScene, facts = ALL_SHOWN, cols = 100, rows = 40): string {
  return layoutParticipants(scene, cols, rows, facts)
    .runs.map(({ text }) => text)
    .join('\n');
}

function rectOf(scene: ParticipantsScene, key: TileKey, facts = ALL_SHOWN) {
  return layoutParticipants(scene, 100, 40, facts).pictures.get(key);
}

describe('layoutParticipants', () => {
  it('never lays text over text or beyond the right edge, nor pictures off the stage', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...TRYING_NAMES), { minLength: 0, maxLength: 9 }),
        fc.constantFrom<Partial<Participant>>(
          {},
          { camera: false, microphone: false },
          { camera: null, isAway: true, isSharing: true },
          {
            connection: 'disconnected',
            preferences: { ...USUAL_PREFERENCES, volume: 150, isHidden: true },
          },
        ),
        fc.constantFrom(...SELF_VIEWS),
        fc.integer({ min: 20, max: 160 }),
        fc.integer({ min: 8, max: 60 }),
        fc.boolean(),
        (names, change, selfView, cols, rows, isShown) => {
          const tiles = names.flatMap((name, index) =>
            tilesOf({ ...BOB, ...change, id: `p${index}`, name }, [ELAPSED]),
          );
          const heading = names.length > 1 ? [{ text: 'garden', style: 'bright' as const }] : [];
          const scene = sceneOf(tiles, { selfView, heading });
          const facts = isShown ? ALL_SHOWN : NONE_SHOWN;
          const { runs, pictures } = layoutParticipants(scene, cols, rows, facts);
          expectApart(runs, cols);
          expect(runs.every(({ row }) => row >= 0 && row < rows)).toBe(true);
          for (const { rect } of pictures.values()) {
            expect(rect.col).toBeGreaterThanOrEqual(0);
            expect(rect.row).toBeGreaterThanOrEqual(0);
            expect(rect.col + rect.cols).toBeLessThanOrEqual(cols);
            expect(rect.row + rect.rows).toBeLessThanOrEqual(rows);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('shows one other person large, and the local picture in the corner over theirs', () => {
    const scene = sceneOf(others(1));
    const bob = rectOf(scene, 'p0/camera');
    const me = rectOf(scene, SELF_TILE);
    expect(bob).toEqual({ rect: { col: 0, row: 1, cols: 100, rows: 38 }, isInset: false });
    expect(me?.isInset).toBe(true);
    expect(me?.rect).toEqual({ col: 75, row: 29, cols: 24, rows: 9 });
  });

  it('shows the local picture as the last of the tiles when there are several others', () => {
    const { pictures } = layoutParticipants(sceneOf(others(3)), 100, 40, ALL_SHOWN);
    expect([...pictures.keys()].at(-1)).toBe(SELF_TILE);
    const sizes = [...pictures.values()].map(({ rect }) => rect.cols);
    expect(new Set(sizes).size).toBe(1);
  });

  it.each([
    ['top-left', 1, 2],
    ['top-right', 75, 2],
    ['bottom-left', 1, 30],
  ] as const)('puts me into the corner that I like: %s', (selfView, col, row) => {
    expect(rectOf(sceneOf(others(3), { selfView }), SELF_TILE)?.rect).toMatchObject({ col, row });
  });

  it.each([
    [45, 17],
    [76, 9],
    [30, 6],
    [20, 4],
  ])('leaves most of the remote picture uncovered on a stage of %i x %i', (cols, rows) => {
    const { pictures } = layoutParticipants(sceneOf(others(1)), cols, rows, ALL_SHOWN);
    const them = pictures.get('p0/camera')?.rect;
    const me = pictures.get(SELF_TILE)?.rect;
    if (them === undefined) throw new Error('they are not to be seen');
    if (me === undefined) return;
    expect(me.cols).toBeLessThanOrEqual(them.cols * 0.45);
    expect(me.rows).toBeLessThanOrEqual(them.rows * 0.5);
    // Smaller ones are of no use.
    expect(Math.min(me.cols / 2, me.rows)).toBeGreaterThanOrEqual(3);
  });

  it('leaves the local picture out where the stage has room for one', () => {
    const { pictures } = layoutParticipants(sceneOf(others(1)), 20, 4, ALL_SHOWN);
    expect([...pictures.keys()]).toEqual(['p0/camera']);
  });

  it('leaves a hidden local picture out, and gives the others the room', () => {
    const hidden = layoutParticipants(
      sceneOf(others(3), { selfView: 'hidden' }),
      100,
      40,
      ALL_SHOWN,
    );
    expect(hidden.pictures.has(SELF_TILE)).toBe(false);
    expect(hidden.pictures.size).toBe(3);
  });

  it('numbers the tiles of several people, as the keys that zoom them', () => {
    expect(textOf(sceneOf(others(3)))).toContain(' 2 bob1 ');
    expect(textOf(sceneOf(others(1)))).toContain(' bob0 ');
  });

  it('says behind a name what there is room for, the important first', () => {
    const tiles = tilesOf({ ...BOB, microphone: false }, [ELAPSED]);
    expect(textOf(sceneOf(tiles))).toContain(' bob \n0:07\nmicrophone off');
    const [plate, time, microphone] = layoutParticipants(sceneOf(tiles), 20, 40, ALL_SHOWN).runs;
    expect([plate.text, time.text, microphone.text]).toEqual([' bob ', '0:07', 'mic off']);
  });

  it('says that a picture stands still, and leaves it there', () => {
    const scene = sceneOf(tilesOf({ ...BOB, isStill: true }));
    expect(rectOf(scene, 'p0/camera')).toBeDefined();
    expect(textOf(scene)).toContain('the picture stands still');
    expect(textOf(sceneOf(tilesOf({ ...BOB, isStill: true, camera: false })))).not.toContain(
      'still',
    );
  });

  it('brightens the plate of whoever speaks, but not of somebody who is muted here', () => {
    const styleOf = (change: Partial<Participant>): string =>
      layoutParticipants(sceneOf(tilesOf({ ...BOB, ...change })), 100, 40, ALL_SHOWN).runs[0].style;
    expect(styleOf({})).toBe('inverse');
    expect(styleOf({ isSpeaking: true })).toBe('speaking');
    expect(
      styleOf({ isSpeaking: true, preferences: { ...USUAL_PREFERENCES, isMuted: true } }),
    ).toBe('inverse');
  });

  it('draws a face made of the name where there is no camera, never a black box', () => {
    const scene = sceneOf(others(2, { camera: false }));
    const { runs, pictures } = layoutParticipants(scene, 100, 40, ALL_SHOWN);
    expect(pictures.has('p0/camera')).toBe(false);
    const drawn = runs.filter(({ isDrawing }) => isDrawing === true);
    expect(drawn.length).toBeGreaterThan(8);
    expect(drawn.every(({ colour }) => colour?.startsWith('#'))).toBe(true);
    expect(textOf(scene)).toContain('bob0 has no camera on');
  });

  it('draws a face without a camera also where there is no room for words', () => {
    const { runs } = layoutParticipants(sceneOf(others(7, { camera: false })), 84, 16, ALL_SHOWN);
    const drawn = runs.filter(({ isDrawing }) => isDrawing === true);
    expect(drawn.length).toBeGreaterThanOrEqual(7 * 4);
  });

  it('draws a face, too, until the first frame of a camera has come', () => {
    const coming = { ...ALL_SHOWN, isShowing: () => false };
    const { runs, pictures } = layoutParticipants(sceneOf(others(2)), 100, 40, coming);
    expect(pictures.has('p0/camera')).toBe(true);
    expect(runs.some(({ isDrawing }) => isDrawing === true)).toBe(true);
    const shown = layoutParticipants(sceneOf(others(2)), 100, 40, ALL_SHOWN).runs;
    expect(shown.some(({ isDrawing }) => isDrawing === true)).toBe(false);
  });

  it('asks for no picture of somebody who is hidden, and says how to have it back', () => {
    const tiles = tilesOf({ ...BOB, preferences: { ...USUAL_PREFERENCES, isHidden: true } });
    const { places } = layoutParticipants(sceneOf(tiles), 100, 40, ALL_SHOWN);
    expect(places.size).toBe(0);
    expect(textOf(sceneOf(tiles))).toContain('show bob');
  });

  it.each(['auto', 'top-right', 'top-left'] as const)(
    'says why there is no picture where the local one, %s, does not cover it',
    (selfView) => {
      const tiles = tilesOf({ ...BOB, preferences: { ...USUAL_PREFERENCES, isHidden: true } });
      for (const [cols, rows] of [
        [100, 40],
        [54, 23],
        [46, 28],
      ]) {
        const { runs, pictures } = layoutParticipants(
          sceneOf(tiles, { selfView }),
          cols,
          rows,
          ALL_SHOWN,
        );
        const me = pictures.get(SELF_TILE)?.rect;
        const isUnder = ({ col, row, text }: (typeof runs)[number]): boolean =>
          me !== undefined &&
          row >= me.row &&
          row < me.row + me.rows &&
          col < me.col + me.cols &&
          col + text.length > me.col;
        expect(me).toBeDefined();
        expect(runs.some(({ text }) => text.includes('show bob'))).toBe(true);
        expect(runs.filter(isUnder)).toEqual([]);
      }
    },
  );

  it('has a place for a picture of which nothing is known yet', () => {
    const scene = sceneOf(tilesOf({ ...BOB, camera: null }));
    expect(layoutParticipants(scene, 100, 40, NONE_SHOWN).places.has('p0/camera')).toBe(true);
    expect(textOf(scene)).toContain('waiting for the picture of bob ...');
  });

  it('shows a shared screen as a tile of its own, behind its person', () => {
    const tiles = [...tilesOf({ ...BOB, isSharing: true }), ...others(1, { id: 'p9' })];
    const { pictures } = layoutParticipants(sceneOf(tiles), 100, 40, ALL_SHOWN);
    expect([...pictures.keys()]).toEqual(['p0/camera', 'p0/screen', 'p9/camera', SELF_TILE]);
  });

  it('zooms one tile, and says how many it left out when the stage is small', () => {
    const scene = sceneOf(others(4), { zoomed: 'p2/camera' });
    const { pictures } = layoutParticipants(scene, 40, 12, ALL_SHOWN);
    expect([...pictures.keys()]).toEqual(['p2/camera']);
    expect(textOf(scene, ALL_SHOWN, 40, 12)).toContain('+4');
  });

  it('sets a line about the room above everything', () => {
    const heading = [{ text: 'garden', style: 'bright' as const }];
    const { runs, pictures } = layoutParticipants(
      sceneOf(others(2), { heading }),
      100,
      40,
      ALL_SHOWN,
    );
    expect(runs[0]).toMatchObject({ row: 0, text: 'garden' });
    for (const { rect } of pictures.values()) expect(rect.row).toBeGreaterThanOrEqual(2);
  });
});
