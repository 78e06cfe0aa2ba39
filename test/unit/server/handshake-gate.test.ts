import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createCounters } from '../../../src/server/counters';
import { HandshakeGate } from '../../../src/server/handshake-gate';
import { OpenConnections } from '../../../src/server/open-connections';
import { Sealer } from '../../../src/server/sealer';
import { FakeClock } from '../../helpers/fake-clock';

const sealer = new Sealer(Buffer.alloc(32, 7));
const lines: string[] = [];
const clock = new FakeClock();
const gate = new HandshakeGate(
  {
    addressOf: ({ socket }) => socket.remoteAddress ?? 'unknown',
    allowedOrigins: [],
    connectionsPerAddress: { points: 10, windowMs: 1_000 },
    openConnections: new OpenConnections(0, clock),
    clock,
    nameAddress: (address) => sealer.digest('logged address', address),
  },
  createCounters(),
  { log: (_level, message, context) => lines.push(JSON.stringify({ message, ...context })) },
);

function knock(remoteAddress: string, origin = 'https://evil.example'): void {
  const headers = { origin, host: 'calls.example' };
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

  it('is no longer for a stranger who is refused without end, and says how often they were', async () => {
    lines.length = 0;
    for (let count = 0; count < 10_000; count += 1) {
      knock('198.51.100.7', `https://evil.example/${'x'.repeat(10_000)}`);
    }
    expect(lines.join('').length).toBeLessThan(100_000);
    lines.length = 0;
    await clock.advance(60_000);
    knock('198.51.100.7');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"notLogged":99\d\d/);
    knock('198.51.100.7');
    expect(lines[1]).not.toMatch(/notLogged/);
  });
});
