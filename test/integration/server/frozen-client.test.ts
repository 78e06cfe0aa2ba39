import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS } from '../../../src/shared/protocol/limits';
import { type ServerUnderTest, startServer } from './helpers/start-server';

/**
 * The promise of the page on the protocol, and what a network takes, against a timer of the same
 * length.
 */
const MOST_HEARTBEATS = 1.2;
const CLIENT_FILE = fileURLToPath(new URL('./helpers/child-client.mjs', import.meta.url));

let server: ServerUnderTest;
let child: ChildProcess | undefined;
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = undefined;
  await server.close();
});

/** What tells the milliseconds since now. */
function watch(): () => number {
  const startMs = performance.now();
  return () => performance.now() - startMs;
}

/** Somebody in a process of their own. */
async function startChild(name: string): Promise<ChildProcess> {
  const started = spawn(process.execPath, [CLIENT_FILE, server.url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  await once(started.stdout, 'data');
  return started;
}

describe('a client in a process of its own', () => {
  it('that froze is gone when its heartbeat has not come', async () => {
    const ann = await server.person('ann');
    const frozen = await startChild('bob');
    await ann.seesHere('bob');
    frozen.kill('SIGSTOP');
    const sinceFrozenMs = watch();
    const heartbeat = setTimeout(HEARTBEAT_INTERVAL_MS + HEARTBEAT_TIMEOUT_MS).then(sinceFrozenMs);
    await ann.seesGone('bob');
    const goneMs = sinceFrozenMs();
    expect(goneMs / (await heartbeat)).toBeLessThan(MOST_HEARTBEATS);
    expect(await ann.reasonOf('call:invite', { to: 'bob' })).toBe('no-such-person');
  });

  it('that was killed is gone at once: the heartbeat is not what finds out', async () => {
    const ann = await server.person('ann');
    const killed = await startChild('bob');
    await ann.seesHere('bob');
    killed.kill('SIGKILL');
    await ann.seesGone('bob');
    const ends = server.log.filter((line) => line.message === 'a connection ended');
    expect(ends.map((line) => line.context.reason)).toEqual(['transport close']);
  });
});
