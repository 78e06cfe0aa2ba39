import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, type LumaFrame, smallClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { framesOfLasting, watchConnections } from '../../helpers/page-probes';
import { bestTextMatch } from '../../helpers/picture-match';

/** A style whose text alone tells how bright the picture is. */
const STYLE = 'ascii-color';
/** Small: four browsers share the machine. */
const VIEWPORT = { width: 760, height: 600 };
const NAMES = ['ann', 'bob', 'carol', 'dan'] as const;
const RECOGNISABLE_R = 0.9;
const LOOKS = 20;
const LOOK_EVERY_MS = 500;
const inkOf = inkOfStyle(STYLE);

/** What is not painted yet is blank: no character of the style, and no likeness either. */
function inkOrBlank(character: string): number {
  return character === ' ' ? 0 : inkOf(character);
}

/** As in a looking-glass. */
function mirrored({ widthPx, heightPx, luma }: LumaFrame): LumaFrame {
  const turned = new Uint8Array(luma.length);
  for (let row = 0; row < heightPx; row++) {
    turned.set(luma.subarray(row * widthPx, (row + 1) * widthPx), row * widthPx);
    turned.subarray(row * widthPx, (row + 1) * widthPx).reverse();
  }
  return { widthPx, heightPx, luma: turned };
}

/** Four browsers on two processors: what is slow there is not broken. */
const PATIENCE_MS = 300_000;

describe('four people in a room', { timeout: PATIENCE_MS }, () => {
  let server: AppServer;
  const people = new Map<string, AppDriver>();
  const frames = new Map<string, readonly LumaFrame[]>();

  async function open(name: string, clip: number): Promise<AppDriver> {
    const path = smallClip(clip);
    frames.set(name, await clipFrames(path, 5));
    const options = { serverUrl: server.url, clip: path, viewport: VIEWPORT, user: name };
    const person = await AppDriver.open(options);
    people.set(name, person);
    await person.waitForStatus(new RegExp(`signed in as ${name}`));
    // In so small a window the status bar has no room for it.
    await person.type(`/style ${STYLE}`);
    await person.waitForChat(`The style is ${STYLE}`);
    return person;
  }

  function the(name: string): AppDriver {
    const person = people.get(name);
    if (person === undefined) throw new Error(`${name} is not here`);
    return person;
  }

  async function join(person: AppDriver): Promise<void> {
    await person.type('join garden');
    await person.waitForStatus(/in room garden/);
  }

  async function likeness(viewer: string, whom: string): Promise<number> {
    const clip = frames.get(whom) ?? [];
    const shown = viewer === whom ? clip.map(mirrored) : clip;
    const text = (await the(viewer).savedBy(`/snapshot txt ${whom}`)).toString('utf8');
    return bestTextMatch(text, shown, inkOrBlank);
  }

  async function expectLikeness(viewer: string, whom: string): Promise<void> {
    await the(viewer).expectPicture(whom);
    let best = await likeness(viewer, whom);
    // The first frames of a link are coarse, and come late where four browsers share two
    // processors.
    for (let look = 1; best < RECOGNISABLE_R && look < LOOKS; look++) {
      await the(viewer).page.waitForTimeout(LOOK_EVERY_MS);
      best = Math.max(best, await likeness(viewer, whom));
    }
    expect(best, `${whom} at ${viewer}`).toBeGreaterThanOrEqual(RECOGNISABLE_R);
  }

  /**
   * Nobody but those who come and go notices: links between those who stay are the same throughout,
   * and go on bringing pictures. How long one stands still tells of the processor that four
   * browsers share.
   *
   * @param lasting links of each watcher that stay
   */
  async function undisturbed(
    watchers: readonly string[],
    lasting: number,
    act: () => Promise<void>,
  ): Promise<void> {
    for (const name of watchers) await watchConnections(the(name).page);
    await act();
    for (const name of watchers) {
      const before = await framesOfLasting(the(name).page);
      expect(before, name).toHaveLength(lasting);
      await the(name).until('pictures of all who stay', async () => {
        const now = await framesOfLasting(the(name).page);
        return now.length === lasting && now.every((frames, index) => frames > before[index]);
      });
    }
  }

  beforeAll(async () => {
    server = await startAppServer();
    for (const [index, name] of NAMES.entries()) await open(name, index + 1);
  });

  afterAll(async () => {
    for (const person of people.values()) await person.close();
    await server?.close();
  });

  it('one makes it, the others find it in the list and go in', async () => {
    await the('ann').type('room create garden');
    await the('ann').waitForStatus(/in room garden \(1\)/);
    await the('bob').type('rooms');
    await the('bob').waitForChat(/garden\s+1 person/);
    for (const name of NAMES.slice(1)) await join(the(name));
    for (const name of NAMES) await the(name).waitForStatus(/in room garden \(4\)/);
  });

  it.each(['ann', 'dan'])('%s sees four tiles, each with the right picture', async (viewer) => {
    for (const whom of NAMES) await expectLikeness(viewer, whom);
    const [first, second] = NAMES.filter((name) => name !== viewer);
    const clip = frames.get(second) ?? [];
    const text = (await the(viewer).savedBy(`/snapshot txt ${first}`)).toString('utf8');
    expect(bestTextMatch(text, clip, inkOrBlank)).toBeLessThan(0.7);
  });

  it('what one says reaches everybody', async () => {
    await the('carol').type('hello, <b>gardeners</b>');
    for (const name of NAMES)
      await the(name).waitForChat('carol to the room: hello, <b>gardeners</b>');
  });

  it('one goes and comes again, and nobody else’s picture stops', async () => {
    const dan = the('dan');
    const before = (await the('bob').chatLines()).length;
    await undisturbed(['ann', 'bob', 'carol'], 2, async () => {
      await dan.type('/leave');
      await the('bob').waitForChat(/dan has left the room/);
      await the('bob').expectNoPicture('dan');
      await join(dan);
      await expectLikeness('ann', 'dan');
      await expectLikeness('dan', 'carol');
    });
    // That he is on the server is no news to those who see him come into the room. That his picture
    // stands still for a moment may be some, on a machine as busy as this one.
    const lines = (await the('bob').chatLines())
      .slice(before)
      .filter((line) => /^dan (?:has|is)\b/.test(line));
    expect(lines).toEqual(['dan has left the room.', 'dan has come in.']);
  });

  it('one reloads the page and is back, and nobody else’s picture stops', async () => {
    const dan = the('dan');
    await undisturbed(['ann', 'bob', 'carol'], 2, async () => {
      await dan.page.reload();
      await dan.waitForStatus(/signed in as dan/);
      await join(dan);
      await expectLikeness('ann', 'dan');
      await expectLikeness('dan', 'ann');
    });
    await the('bob').waitForStatus(/in room garden \(4\)/);
  });

  it('whoever is hidden is not received, and comes back', async () => {
    await the('ann').type('/hide bob');
    await the('ann').expectNoPicture('bob');
    await the('ann').type('/show bob');
    await expectLikeness('ann', 'bob');
  });

  it('makes one large by its number, and all alike by Esc', async () => {
    const ann = the('ann');
    const width = async (): Promise<number> =>
      (await ann.picture('carol').boundingBox())?.width ?? 0;
    const before = await width();
    await ann.command.click();
    await ann.press('2');
    await ann.until('carol to be large', async () => (await width()) > 1.4 * before);
    await ann.press('Escape');
    await ann.until('all alike', async () => Math.abs((await width()) - before) < 20);
  });

  it('everybody is out when they leave', async () => {
    for (const name of NAMES) await the(name).type('/leave');
    for (const name of NAMES) await the(name).waitForStatus(/no call/);
    await the('ann').expectPicture('ann');
  });
});
