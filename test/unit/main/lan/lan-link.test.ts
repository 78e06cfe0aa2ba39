import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LanLink } from '../../../../src/main/lan/lan-link';
import type { NoiseSession } from '../../../../src/shared/lan/noise';
import { FakeClock } from '../../../helpers/fake-clock';

/** What is sealed is not what this is about. */
const UNSEALED = {
  sending: { seal: (bytes: Uint8Array) => bytes },
  receiving: { open: (bytes: Uint8Array) => bytes },
} as unknown as NoiseSession;

let server: Server;
let ours: Socket;
let theirs: Socket;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  theirs = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  [ours] = (await once(server, 'connection')) as [Socket];
});
afterEach(() => {
  theirs.destroy();
  ours.destroy();
  server.close();
});

it('stays open no longer than a moment for whoever does not hang up when told goodbye', async () => {
  const clock = new FakeClock();
  const link = new LanLink(ours, UNSEALED, 'a'.repeat(64), false, clock);
  const ended = once(theirs.resume(), 'end');
  link.leave();
  await ended;
  expect(ours.destroyed).toBe(false);
  await clock.advance(1_000);
  expect(ours.destroyed).toBe(true);
});
