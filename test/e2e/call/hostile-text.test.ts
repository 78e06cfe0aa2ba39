import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { sanitiseText } from '../../../src/shared/text/sanitise';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

/** What the server lets through of chat per person, and how long that window is. */
const MESSAGES_PER_PERSON = 18;

/**
 * Hostile text against the real window. The sender is no app of ours but a bare socket, which
 * cleans nothing; every string is said in chat, and a share of them as names and on declining.
 */
describe('hostile text', () => {
  let server: AppServer;
  let ann: AppDriver;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    server = await startAppServer({ connectionsPerAddress: { points: 1_000, windowMs: 60_000 } });
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann' });
    await ann.waitForStatus(/signed in as ann/);
  });

  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await ann?.close();
    await server?.close();
  });

  interface Answer {
    readonly ok: boolean;
    readonly reason?: string;
    readonly name?: string;
  }

  /** A message over 64 kB ends the connection: that, too, is an answer. */
  async function ask(socket: Socket, name: string, payload: unknown): Promise<Answer> {
    try {
      return (await socket.timeout(5_000).emitWithAck(name, payload)) as Answer;
    } catch {
      return { ok: false, reason: 'disconnected' };
    }
  }

  async function signIn(name: string): Promise<{ socket: Socket; answer: Answer }> {
    const socket = io(server.url, { transports: ['websocket'], reconnection: false });
    sockets.push(socket);
    const payload = { name, version: PROTOCOL_VERSION, presence: 'available' };
    return { socket, answer: await ask(socket, 'session:sign-in', payload) };
  }

  /** What of the window must never change, whatever is said. */
  async function windowState(): Promise<unknown> {
    return ann.page.evaluate(() => ({
      title: document.title,
      elements: document.querySelectorAll('script, iframe, object, embed, svg[onload], img').length,
      alternateScreen: document.querySelectorAll('.xterm .enable-mouse-events').length,
      hash: location.hash,
    }));
  }

  it('knows at least 300 hostile strings', () => {
    expect(HOSTILE_STRINGS.length).toBeGreaterThanOrEqual(300);
  });

  it('changes nothing but the text when it is said in chat', async () => {
    const before = await windowState();
    let passed = 0;
    for (let at = 0; at < HOSTILE_STRINGS.length; at += MESSAGES_PER_PERSON) {
      const { socket, answer } = await signIn(`eve-${at}`);
      expect(answer.ok).toBe(true);
      const batch = HOSTILE_STRINGS.slice(at, at + MESSAGES_PER_PERSON);
      const answers = await Promise.all(
        batch.map(({ text }) => ask(socket, 'chat:tell', { to: 'ann', text })),
      );
      passed += answers.filter(({ ok }) => ok).length;
      socket.disconnect();
    }
    const { socket } = await signIn('last');
    await ask(socket, 'chat:tell', { to: 'ann', text: 'that was all' });
    await ann.waitForChat('last to you: that was all');

    expect(await windowState()).toEqual(before);
    const shown = await ann.chat.locator('.said .text').allTextContents();
    const expected = HOSTILE_STRINGS.map(({ text }) => sanitiseText(text)).filter((text) => text);
    // Said one by one, so that the order is that of the list; what was too long was refused whole.
    const missing = shown.filter((text) => text !== 'that was all' && !expected.includes(text));
    expect(missing).toEqual([]);
    expect(passed).toBeGreaterThan(300);
    expect(shown).toHaveLength(passed + 1);
    const isControl = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
    expect(isControl.exec(await ann.chat.innerText())).toBeNull();
  });

  it('is refused as a name, or is only a name', async () => {
    const before = await windowState();
    const names: string[] = [];
    for (const { text } of HOSTILE_STRINGS) {
      const { socket, answer } = await signIn(text);
      if (answer.name !== undefined) names.push(answer.name);
      socket.disconnect();
    }
    // Whoever got in did so under what was left of it: printable characters, and one word.
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => /[\p{C}\s]/u.test(name))).toEqual([]);
    await ann.type('lookup');
    await ann.waitForChat('Here besides you');
    expect(await windowState()).toEqual(before);
  });

  it('is only text when it comes with a declined call', async () => {
    const before = await windowState();
    const samples = HOSTILE_STRINGS.filter((_, index) => index % 40 === 0);
    for (const [index, { text }] of samples.entries()) {
      const { socket } = await signIn(`decliner-${index}`);
      const incoming = new Promise<{ callId: string }>((resolve) => {
        socket.once('call:incoming', resolve);
      });
      await ann.type(`call decliner-${index}`);
      const { callId } = await incoming;
      const declined = await ask(socket, 'call:decline', { callId, reason: 'declined', text });
      if (!declined.ok) await ask(socket, 'call:decline', { callId, reason: 'declined' });
      socket.disconnect();
      await ann.waitForChat(`decliner-${index} declined`);
      await ann.waitForStatus(/no call/);
    }
    expect(await windowState()).toEqual(before);
  });
});
