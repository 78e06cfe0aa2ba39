import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { PushPayload } from '../../../src/shared/protocol/events';
import type { Signal } from '../../../src/shared/protocol/messages';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { IS_ELECTRON } from '../../helpers/app-window';
import { fingerprintOf, Intruder, type Loot } from '../../helpers/intruder';
import { LyingServer } from '../../helpers/lying-server';

// Whoever runs the server wants the pictures of a call that is up. In Electron the page's
// connection to the server is the main process's, where no test can lie; what is defended is the
// same code.

/** Frames that must pass while nothing is stolen. */
const MORE_FRAMES = 10;
/** What an intruder is to have. */
const NOTHING: Loot = { state: 'new', frames: 0, bytes: 0 };
const WARNING = /certificate .* not the one/;

type Description = Extract<Signal, { kind: 'description' }>;
type Attack = (offer: string, pinned: string, intruder: Intruder) => Description;

/** The offer of another connection, as if the network had broken. */
const nextGeneration: Attack = (sdp) => ({
  kind: 'description',
  generation: 1,
  type: 'offer',
  sdp,
});

/**
 * A new offer for the connection there is: the certificate it knows, and behind it another by
 * another hash.
 */
const secondHash: Attack = (offer, pinned, { certificate }) => {
  const lines = [
    `a=fingerprint:sha-256 ${pinned}`,
    `a=fingerprint:sha-512 ${fingerprintOf(certificate, 'sha512')}`,
  ];
  const sdp = offer.replaceAll(/a=fingerprint:sha-256 .*/g, lines.join('\r\n'));
  return { kind: 'description', generation: 0, type: 'offer', sdp };
};

describe.skipIf(IS_ELECTRON)('a server that wants to sit in', () => {
  const lies = new LyingServer();
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let page: Page;

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann' });
    bob = await AppDriver.open({
      serverUrl: server.url,
      user: 'bob',
      prepare: (context) => lies.moveIn(context),
    });
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    page = await ann.page.context().newPage();
    await ann.page.bringToFront();
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  /** The newest offer of ann's own that reached bob. */
  const annsOffer = (name: 'call:signal' | 'room:signal'): Description => {
    const offers = lies
      .heard(name)
      .map(({ signal }) => signal)
      .filter((signal) => signal.kind === 'description');
    return offers.at(-1)!;
  };

  /** Plays an attack on bob, hands the intruder what he says to it, and sees what comes of it. */
  async function play(
    name: 'call:signal' | 'room:signal',
    attack: Attack,
    push: (signal: Description) => void,
  ): Promise<void> {
    const intruder = await Intruder.enter(page);
    const [, pinned = ''] = /a=fingerprint:sha-256 (\S+)/.exec(annsOffer(name).sdp)!;
    const saidBefore = lies.asked(name).length;
    const framesOf = async (who: AppDriver): Promise<number> =>
      (await who.receivedMedia()).framesDecoded;
    const before = [await framesOf(ann), await framesOf(bob)];
    push(attack(intruder.offer, pinned, intruder));
    // Whatever bob answers reaches the intruder at once.
    let taken = saidBefore;
    const relay = async (): Promise<void> => {
      for (const each of lies.asked(name).slice(taken)) {
        taken += 1;
        await intruder.take((each as { signal: Signal }).signal);
      }
    };
    await bob.until('pictures both ways, or an intruder who has them', async () => {
      await relay();
      const { frames } = await intruder.loot();
      const flows =
        (await framesOf(ann)) > before[0] + MORE_FRAMES &&
        (await framesOf(bob)) > before[1] + MORE_FRAMES;
      return flows || frames > 0;
    });
    await relay();
    expect(await intruder.loot()).toEqual(NOTHING);
    const answers = lies.asked(name).slice(saidBefore);
    expect(answers).toEqual([]);
  }

  /** How often bob has answered an offer so far. */
  const answered = (name: 'call:signal' | 'room:signal'): number =>
    lies.asked(name).filter((each) => (each as { signal: Signal }).signal.kind === 'description')
      .length;

  /** Places for a screen come with a second offer: what is said later is no answer to that. */
  async function untilAllIsNegotiated(
    name: 'call:signal' | 'room:signal',
    answeredBefore: number,
  ): Promise<void> {
    await bob.until('the second answer', () =>
      Promise.resolve(answered(name) >= answeredBefore + 2),
    );
  }

  async function warnings(): Promise<number> {
    return (await bob.chatLines()).filter((line) => WARNING.test(line)).length;
  }

  describe.each([
    { how: 'an offer of the next generation', attack: nextGeneration, room: 'den' },
    { how: 'the fingerprint of another hash', attack: secondHash, room: 'burrow' },
  ])('with $how', ({ attack, room }) => {
    let told = 0;
    beforeEach(async () => {
      told = await warnings();
    });
    afterEach(async () => {
      for (const each of [ann, bob]) {
        await each.type((await each.statusText()).includes('in call') ? '/hangup' : '/leave');
        await each.waitForStatus(/no call/);
      }
    });

    it('gets nothing of a call that is up, which goes on, and is told of', async () => {
      const before = answered('call:signal');
      await ann.type('call bob');
      await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
      await bob.type('answer');
      await ann.expectPicture('bob');
      await bob.expectPicture('ann');
      await untilAllIsNegotiated('call:signal', before);
      const { callId, from } = lies.heard('call:signal').at(-1)!;
      const push = (signal: Description): void => {
        lies.push('call:signal', { callId, from, signal });
      };
      await play('call:signal', attack, push);
      await bob.until('a warning', async () => (await warnings()) === told + 1);
      const warning = (await bob.chatLines()).findLast((line) => WARNING.test(line));
      expect(warning).toMatch(/ann/);
      expect(warning).toMatch(/whoever runs the server/i);
      expect(await bob.statusText()).toMatch(/in call with ann/);
      // Tried again and again, it is told no more.
      await play('call:signal', attack, push);
      expect(await warnings()).toBe(told + 1);
    });

    it('gets nothing of a room either', async () => {
      const before = answered('room:signal');
      await bob.type(`room create ${room}`);
      await bob.waitForChat(room);
      await ann.type(`join ${room}`);
      await ann.expectPicture('bob');
      await bob.expectPicture('ann');
      await untilAllIsNegotiated('room:signal', before);
      const { from } = lies.heard('room:signal').at(-1)!;
      await play('room:signal', attack, (signal) => {
        lies.push('room:signal', { from, signal });
      });
      await bob.until('a warning', async () => (await warnings()) === told + 1);
    });
  });

  it('gets nothing in a room with a password that it does not know, and is told of', async () => {
    const question = 'a password for warren:';
    await bob.type('room create warren --password');
    const secret = bob.page.locator(`input[type=password][aria-label="${question}"]`);
    await secret.fill('correct horse');
    await secret.press('Enter');
    await bob.waitForStatus(/in room warren \(1\)/);
    const saidBefore = lies.asked('room:signal').length;
    const intruder = await Intruder.enter(page);
    const id = 'seated-by-the-server';
    lies.push('room:joined', { member: { id, name: 'mallory', description: null, isAway: false } });
    const signal = {
      kind: 'description',
      generation: 0,
      type: 'offer',
      sdp: intruder.offer,
    } as const;
    lies.push('room:signal', { from: id, signal });
    await bob.waitForChat(/mallory is in this room and did not prove that they know its password/);
    await bob.waitForStatus(/UNKNOWN/);
    // Whoever knows it has a connection long before the intruder would have one.
    await ann.type('join warren');
    const asked = ann.page.locator('input[type=password][aria-label="password of warren:"]');
    await asked.fill('correct horse');
    await asked.press('Enter');
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
    const told = lies.asked('room:signal').slice(saidBefore) as { to: string }[];
    expect(told.filter(({ to }) => to === id)).toEqual([]);
    expect(await intruder.loot()).toEqual(NOTHING);
    for (const each of [ann, bob]) {
      await each.type('/leave');
      await each.waitForStatus(/no call/);
    }
  });

  describe('who both know each other by their keys', () => {
    /** As if somebody else had taken the name. */
    const OTHERS_KEY = 'e'.repeat(64);
    const ring = () => bob.page.getByRole('alertdialog', { name: 'incoming call' });

    it('gets nothing by an offer of its own in place of the first one, which is told of', async () => {
      const told = await warnings();
      const saidBefore = lies.asked('call:signal').length;
      const intruder = await Intruder.enter(page);
      await lies.retell(
        'call:signal',
        (payload) => {
          const { signal } = payload;
          if (signal.kind !== 'description') return null;
          return { ...payload, signal: { ...signal, sdp: intruder.offer } };
        },
        async () => {
          await ann.type('call bob');
          await ring().waitFor();
          await bob.type('answer');
          await bob.until('a warning', async () => (await warnings()) === told + 1);
        },
      );
      expect(lies.asked('call:signal').slice(saidBefore)).toEqual([]);
      expect(await intruder.loot()).toEqual(NOTHING);
      expect(await bob.statusText()).toMatch(/connecting to ann/);
      await bob.type('/hangup');
      for (const each of [ann, bob]) await each.waitForStatus(/no call/);
    });

    it('has nobody called whose key it replaced', async () => {
      const { key } = lies.heard('call:incoming').at(-1)!;
      const invitations = lies.asked('call:invite').length;
      const here = (shown: string | undefined): PushPayload<'people:changed'> => ({
        here: [{ name: 'ann', presence: 'available', key: shown }],
        gone: [],
      });
      lies.push('people:changed', here(OTHERS_KEY));
      await bob.type('call ann');
      await bob.waitForChat(/ann was not called\. .*another key than the ann you know/);
      lies.push('people:changed', here(key));
      expect(lies.asked('call:invite')).toHaveLength(invitations);
    });

    it('gets nothing of a call that it accepts with another key', async () => {
      const saidBefore = lies.asked('call:signal').length;
      await lies.retell(
        'call:accepted',
        (payload) => ({ ...payload, key: OTHERS_KEY }),
        async () => {
          await bob.type('call ann');
          await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
          await ann.type('answer');
          await bob.waitForChat(/ended before anything was sent: whoever answered as ann/);
        },
      );
      for (const each of [ann, bob]) await each.waitForStatus(/no call/);
      expect(lies.asked('call:signal')).toHaveLength(saidBefore);
    });

    it('is told apart when it calls by another key', async () => {
      const callId = 'call-of-somebody-else';
      lies.push('call:incoming', { callId, from: 'ann', key: OTHERS_KEY });
      await ring().waitFor();
      expect(await ring().innerText()).toMatch(
        /ann·[0-9A-F]{4}[^]*Another key than the ann you know/,
      );
      await bob.waitForChat(/Careful: this caller has another key than the ann you know/);
      await bob.type('decline');
      await ring().waitFor({ state: 'hidden' });
    });
  });
});
