import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ADDRESS_FACTOR,
  MAX_OPEN_PER_ADDRESS,
  MAX_PACKET_BURST,
  RATE_LIMITS,
} from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../helpers/fake-clock';
import { RawSocket, textFrame, upgradeFrom, UPGRADE_REQUEST } from './helpers/raw-socket';
import { type ServerUnderTest, startServer } from './helpers/start-server';

/** So few that a test soon has them, and so long that no window ends within one. */
const CHAT = { points: 5, windowMs: 600_000 };

let server: ServerUnderTest;
beforeEach(async () => {
  server = await startServer({
    // Whoever is slow to sign in stays: what puts them out here is what they send.
    clock: new FakeClock(),
    trustedProxies: ['loopback'],
    rateLimits: { chat: CHAT },
  });
});
afterEach(() => server.close());

/** Somebody whose websocket is up, and who is in the namespace. */
async function enter(request = UPGRADE_REQUEST): Promise<RawSocket> {
  const raw = new RawSocket(server.port);
  raw.send(request);
  await raw.until(/"sid"/);
  raw.send(textFrame('40'));
  await raw.until(/40\{"sid"/);
  return raw;
}

/** How the server answers somebody of that address who wants a websocket. */
async function knock(address: string): Promise<string> {
  const raw = new RawSocket(server.port);
  raw.send(upgradeFrom(address));
  const answer = await raw.until(/HTTP\/1\.1 \d+/);
  raw.reset();
  return /HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? answer;
}

describe('a websocket that would begin with fresh limits', () => {
  it('is closed when it leaves the namespace, and does not come in a second time', async () => {
    const raw = await enter();
    raw.send(textFrame('41'));
    await expect
      .poll(() => server.log.map(({ message }) => message))
      .toContain('a connection ended');
    raw.send(textFrame('40'));
    expect((await raw.all()).match(/40\{"sid"/g)).toHaveLength(1);
  });

  it('is refused when it signs in under one new name after the other', async () => {
    const client = await server.client();
    for (let name = 0; name < RATE_LIMITS.signIn.points; name += 1) {
      await client.signIn(`name${name}`);
      await client.ask('session:sign-out', {});
    }
    const again = { name: 'another', version: 1, presence: 'available' } as const;
    expect(await client.reasonOf('session:sign-in', again)).toBe('rate-limited');
  });
});

describe('somebody under many names, over many connections', () => {
  it('says no more than an address may, and others go on', async () => {
    const most = CHAT.points * ADDRESS_FACTOR;
    const people = await Promise.all(
      Array.from({ length: ADDRESS_FACTOR + 2 }, (_, number) =>
        server.person(`name${number}`, { forwardedFor: `2001:db8:1:2::${number + 1}` }),
      ),
    );
    const outcomes = [];
    for (const person of people) {
      for (let line = 0; line < CHAT.points; line += 1) {
        outcomes.push(await person.reasonOf('chat:say', { text: `line ${line}` }));
      }
    }
    expect(outcomes.slice(0, most).filter((outcome) => outcome !== 'granted')).toEqual([]);
    expect(new Set(outcomes.slice(most))).toEqual(new Set(['rate-limited']));
    const honest = await server.person('honest', { forwardedFor: '192.0.2.1' });
    expect(await honest.reasonOf('chat:say', { text: 'hi' })).toBe('granted');
    // Whoever shares an address with them is not put out.
    expect(server.signalling.status().kicked).toBe(0);
  });
});

describe('what never reaches a handler', () => {
  it('closes the connection: a namespace that is not there', async () => {
    const raw = new RawSocket(server.port);
    raw.send(UPGRADE_REQUEST);
    await raw.until(/"sid"/);
    raw.send(textFrame('40/elsewhere,'));
    expect(await raw.all()).not.toContain('44/elsewhere');
  });

  it.each([
    ['answers that nobody waits for', '431[]'],
    ['pongs', '3'],
  ])('closes the connection when it comes too fast: %s', async (_what, packet) => {
    const raw = await enter(upgradeFrom('192.0.2.7'));
    raw.send(textFrame(packet).repeat(MAX_PACKET_BURST + MAX_PACKET_BURST / 2));
    await raw.all();
    // Before the heartbeat would have found anything.
    expect(server.signalling.status().kicked).toBe(1);
  });

  it('makes the address wait that it came from, and no other', async () => {
    const raw = await enter(upgradeFrom('192.0.2.7'));
    raw.send(textFrame('431[]').repeat(MAX_PACKET_BURST + MAX_PACKET_BURST / 2));
    await raw.all();
    expect(await knock('192.0.2.7')).toBe('429');
    expect(await knock('192.0.2.8')).toBe('101');
    expect(server.signalling.status().kicked).toBe(1);
  });
});

describe('somebody who was put out', () => {
  it('waits, whichever address of their network they come from', async () => {
    const raw = await enter(upgradeFrom('2001:db8:1:2::1'));
    // More malformed messages than a newer client sends.
    raw.send(textFrame('42["nonsense"]').repeat(100));
    await raw.all();
    expect(await knock('2001:db8:1:2:ffff::9')).toBe('429');
    expect(await knock('2001:db8:1:3::1')).toBe('101');
  });
});

describe('many connections from one address', () => {
  it('are so many at the same time, and one more when one is closed', async () => {
    const open = [];
    for (let count = 0; count < MAX_OPEN_PER_ADDRESS; count += 1) {
      open.push(await enter(upgradeFrom(`2001:db8:1:2::${count + 1}`)));
    }
    expect(await knock('2001:db8:1:2::99')).toBe('429');
    open[0].send(textFrame('41'));
    await open[0].all();
    expect(await knock('2001:db8:1:2::99')).toBe('101');
  });

  it('cannot slip in by coming at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: MAX_OPEN_PER_ADDRESS * 2 }, () => {
        const raw = new RawSocket(server.port);
        raw.send(upgradeFrom('192.0.2.7') + textFrame('40'));
        return Promise.race([raw.all(), raw.until(/40\{"sid"/)]);
      }),
    );
    const inside = answers.filter((answer) => answer.includes('40{"sid"'));
    expect(inside).toHaveLength(MAX_OPEN_PER_ADDRESS);
  });
});
