import { beforeEach, describe, expect, it } from 'vitest';
import type { GlyphLook } from '../../../../src/renderer/call/glyph-source';
import { glyphLookFor, GLYPH_STYLES } from '../../../../src/renderer/call/glyph-sender';
import { type CellGrid, cellsToText, createCellGrid } from '../../../../src/shared/ascii/cells';
import { STYLES } from '../../../../src/shared/ascii/styles';
import { fromGlyphIndex, toGlyphIndex } from '../../../../src/shared/protocol/glyph-wire';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

const VIEW = {
  kind: 'view',
  cols: 40,
  rows: 12,
  style: 'ascii-color',
  wantsPixels: false,
} as const;
const GOOD = { receivedFps: 30, receivedVideoKbps: 100 };
const POOR = { receivedFps: 1, receivedVideoKbps: 12 };

let world: CallWorld;
let looks: GlyphLook[];
let openSources: number;

beforeEach(() => {
  world = new CallWorld();
  looks = [];
  openSources = 0;
});

/** A camera that sees nothing but the letter A. */
function createGlyphSource(): {
  draw(look: GlyphLook): Promise<CellGrid>;
  dispose(): void;
} {
  openSources += 1;
  return {
    draw: (look) => {
      looks.push(look);
      const cells = createCellGrid(look.cols, look.rows);
      cells.glyphs.fill(0x41);
      return Promise.resolve(cells);
    },
    dispose: () => {
      openSources -= 1;
    },
  };
}

interface Call {
  readonly ann: Person;
  readonly bob: Person;
  /** What bob was told of ann's picture: its first row, or `null`. */
  readonly seen: (string | null)[];
  readonly told: boolean[];
}

/** A call in which ann can send text, and bob shows her picture. */
async function callOf(ports: { createGlyphSource?: typeof createGlyphSource }): Promise<Call> {
  const ann = await world.join('ann', ports);
  const bob = await world.join('bob');
  const seen: (string | null)[] = [];
  const told: boolean[] = [];
  bob.remote.on('textPicture', ({ value: picture }) => {
    if (picture.kind === 'received')
      seen.push(picture.cells === null ? null : cellsToText(picture.cells).split('\n')[0]);
  });
  ann.remote.on('textPicture', ({ value: picture }) => {
    if (picture.kind === 'sent') told.push(picture.isText);
  });
  ann.session.call('bob');
  await settle();
  bob.session.answer();
  bob.session.setView(VIEW);
  await settle();
  return { ann, bob, seen, told };
}

function isVideoSent({ links }: Person): boolean | undefined {
  return links[0].plans.at(-1)?.isActive;
}

/** Until it has been noticed, if it is. */
async function thin({ ann, bob, told }: Call): Promise<void> {
  bob.links[0].figures = POOR;
  ann.links[0].figures = { sentLossShare: 0.5 };
  for (let second = 0; second < 14 && told.at(-1) !== true; second++) {
    await world.clock.advance(1_000);
  }
  await world.clock.advance(500);
}

describe('a picture on a path that is too thin for video', () => {
  it('goes as text, and no video beside it', async () => {
    const call = await callOf({ createGlyphSource });
    await world.clock.advance(14_000);
    expect([isVideoSent(call.ann), call.seen]).toEqual([true, []]);
    await thin(call);
    expect(isVideoSent(call.ann)).toBe(false);
    expect(call.told).toEqual([true]);
    expect(call.ann.links[0].soundPlan).toEqual({ copies: 0, isThrifty: true });
    expect(call.seen.at(-1)).toBe('A'.repeat(40));
    expect(looks.at(-1)).toEqual({ cols: 40, rows: 12, style: 'ascii-color' });
  });

  it('is video again when the path is', async () => {
    const call = await callOf({ createGlyphSource });
    await thin(call);
    call.bob.links[0].figures = GOOD;
    call.ann.links[0].figures = {};
    await world.clock.advance(50_000);
    expect(isVideoSent(call.ann)).toBe(true);
    expect(call.told).toEqual([true, false]);
    expect(call.ann.links[0].soundPlan).toEqual({ copies: 1, isThrifty: false });
    expect(call.seen.at(-1)).toBeNull();
    expect(openSources).toBe(0);
  });

  it('goes on as text while video is tried in vain', async () => {
    const call = await callOf({ createGlyphSource });
    await thin(call);
    const tries = new Set<boolean | undefined>();
    for (let second = 0; second < 90; second++) {
      await world.clock.advance(1_000);
      tries.add(isVideoSent(call.ann));
    }
    expect([...tries].sort()).toEqual([false, true]);
    expect(call.told).toEqual([true]);
    expect(call.seen).not.toContain(null);
  });

  it('is sent one packet at a time, and anew when one was not answered', async () => {
    const call = await callOf({ createGlyphSource });
    await thin(call);
    const { glyphs } = call.ann.links[0];
    glyphs.bufferedBytes = 500;
    const before = glyphs.sent.length;
    await world.clock.advance(4_000);
    expect(glyphs.sent.length).toBe(before);
    glyphs.bufferedBytes = 0;
    await world.clock.advance(1_000);
    expect(glyphs.sent.length).toBeGreaterThan(before);
  });

  it('is of the size and the style that is shown, from one packet to the next', async () => {
    const call = await callOf({ createGlyphSource });
    await thin(call);
    call.bob.session.setView({ ...VIEW, cols: 20, rows: 6, style: 'mono' });
    await world.clock.advance(2_000);
    expect(looks.at(-1)).toEqual({ cols: 20, rows: 6, style: 'mono' });
    expect(call.seen.at(-1)).toBe('A'.repeat(20));
  });

  it('is nothing while it is hidden, or the camera is off', async () => {
    const call = await callOf({ createGlyphSource });
    await thin(call);
    call.bob.session.setView({ ...VIEW, cols: 0, rows: 0 });
    await settle();
    expect(openSources).toBe(0);
    call.bob.session.setView(VIEW);
    await world.clock.advance(300);
    expect(openSources).toBe(1);
    call.ann.local.update({ tracks: { video: null } });
    expect(openSources).toBe(0);
  });

  it('is over with the call', async () => {
    const call = await callOf({ createGlyphSource });
    await thin(call);
    call.ann.session.hangUp();
    await settle();
    expect(openSources).toBe(0);
    expect(call.seen.at(-1)).toBeNull();
    expect(call.told).toEqual([true, false]);
  });

  it('stays video where nobody can draw it as text', async () => {
    const call = await callOf({});
    await thin(call);
    expect(isVideoSent(call.ann)).toBe(true);
    expect(call.told).toEqual([]);
  });
});

describe('glyphLookFor', () => {
  it('draws in nothing but glyphs that the wire can carry', () => {
    for (const style of GLYPH_STYLES) {
      for (const glyph of STYLES[style].glyphs) {
        const codePoint = glyph.charCodeAt(0);
        expect(fromGlyphIndex(toGlyphIndex(codePoint)), `${style} ${glyph}`).toBe(codePoint);
      }
    }
  });

  it.each([
    ['mono', 'mono'],
    ['half', 'half'],
    ['duotone', 'ascii-color'],
    ['braille', 'ascii-color'],
    ['a-style-of-tomorrow', 'ascii-color'],
  ])('draws for somebody who shows %s as %s', (shown, drawn) => {
    expect(glyphLookFor({ cols: 160, rows: 48, style: shown }).style).toBe(drawn);
  });
});
