import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createCounters } from '../../../src/server/counters';
import { HandshakeGate } from '../../../src/server/handshake-gate';
import { OpenConnections } from '../../../src/server/open-connections';
import { Sealer } from '../../../src/server/sealer';
import { FakeClock } from '../../helpers/fake-clock';

const sealer = new Sealer(Buffer.alloc(32, 7));
const lines: string[] = [];
const gate = new HandshakeGate(
  {
    addressOf: ({ socket }) => socket.remoteAddress ?? 'unknown',
    allowedOrigins: [],
    connectionsPerAddress: { points: 10, windowMs: 1_000 },
    openConnections: new OpenConnections(0),
    clock: new FakeClock(),
    nameAddress: (address) => sealer.digest('logged address', address),
  },
  createCounters(),
  { log: (_level, message, context) => lines.push(JSON.stringify({ message, ...context })) },
);

function knock(remoteAddress: string): void {
  const headers = { origin: 'https://evil.example', host: 'calls.example' };
  const socket = { remoteAddress, localAddress: '192.0.2.1' };
  gate.admit({ headers, socket } as unknown as IncomingMessage);
}

describe('the log of those who are refused', () => {
  it('tells one address from another, and names none', () => {
    for (const address of ['198.51.100.7', '198.51.100.7', '2001:db8::7']) knock(address);
    const [first, again, other] = lines;
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toContain('Origin not allowed');
    expect(lines.join()).not.toMatch(/198|2001|db8/);
  });
});
