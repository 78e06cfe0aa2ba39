import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { RunningCommand } from './helpers/command';
import { RawSocket, textFrame, UPGRADE_REQUEST } from './helpers/raw-socket';
import { TestClient } from './helpers/test-client';

const READERS = 20;
const SENDERS = 7;
const ROUNDS = 45;
const SDP = 'v=0\r\n'.padEnd(30_000, 'x');
const MAX_GROWTH_BYTES = 60e6;

let server: RunningCommand | undefined;
const clients: TestClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.dispose();
  await server?.stop();
  server = undefined;
});

/** What a process has in memory. */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}

async function person(url: string, name: string): Promise<TestClient> {
  const client = await new TestClient(url).connected();
  clients.push(client);
  await client.signIn(name);
  return client;
}

interface Reader {
  readonly id: string;
  readonly raw: RawSocket;
}

/** Comes into the room, and takes nothing from its socket from then on. */
async function deafReader(url: string, name: string): Promise<Reader> {
  const raw = new RawSocket(Number(new URL(url).port));
  raw.send(UPGRADE_REQUEST);
  await raw.until(/"sid"/);
  raw.send(textFrame('40'));
  await raw.until(/40\{"sid"/);
  const who = { name, version: PROTOCOL_VERSION, presence: 'available' };
  raw.send(textFrame(`420["session:sign-in",${JSON.stringify(who)}]`));
  await raw.until(/430\[/);
  raw.send(textFrame('421["room:join",{"slug":"den"}]'));
  const answer = await raw.until(/431\[.*"you":\{"id":"[^"]+"/s);
  raw.socket.pause();
  return { raw, id: /"you":\{"id":"([^"]+)"/.exec(answer)?.[1] ?? '' };
}

describe.runIf(process.platform === 'linux')('clients that never read', () => {
  it(`cost little memory: ${READERS} of them, whatever is sent to them`, async () => {
    const running = await RunningCommand.start();
    server = running;
    const pid = running.process.pid ?? 0;
    const host = await person(running.url, 'host');
    const { you } = await host.ask('room:create', { name: 'den', isPrivate: false });
    const senders = [host];
    for (let count = 1; count < SENDERS; count += 1) {
      senders.push(await person(running.url, `sender${count}`));
      await senders[count].ask('room:join', { slug: 'den' });
    }
    const signal = { kind: 'description', generation: 0, type: 'offer', sdp: SDP } as const;
    // What passing on so much costs anyway, whoever reads it.
    for (let count = 0; count < SENDERS; count += 1) {
      const warmer = await person(running.url, `warmer${count}`);
      await warmer.ask('room:join', { slug: 'den' });
      for (let round = 0; round < ROUNDS; round += 1) {
        await Promise.all(
          Array.from({ length: READERS }, () => warmer.send('room:signal', { to: you.id, signal })),
        );
      }
    }
    const readers: Reader[] = [];
    for (let count = 0; count < READERS; count += 1) {
      readers.push(await deafReader(running.url, `reader${count}`));
    }
    const beforeBytes = residentBytes(pid);
    let mostBytes = beforeBytes;
    for (let round = 0; round < ROUNDS; round += 1) {
      // The heartbeat is answered without having been heard.
      for (const { raw } of readers) raw.send(textFrame('3'));
      for (const sender of senders) {
        await Promise.all(readers.map(({ id: to }) => sender.send('room:signal', { to, signal })));
      }
      mostBytes = Math.max(mostBytes, residentBytes(pid));
    }
    expect(mostBytes - beforeBytes).toBeLessThan(MAX_GROWTH_BYTES);
    for (const { raw } of readers) raw.reset();
    // Whoever reads is still there.
    expect(await host.reasonOf('people:list', {})).toBe('granted');
  });
});
