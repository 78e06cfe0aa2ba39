import { describe, expect, it } from 'vitest';
import { latestServers } from '../../../../src/renderer/people/latest-servers';

describe('the servers that are remembered', () => {
  it('have the latest in front, and each once', () => {
    expect(latestServers([], 'ws://one')).toEqual(['ws://one']);
    expect(latestServers(['ws://one', 'ws://two'], 'ws://two')).toEqual(['ws://two', 'ws://one']);
  });

  it('stay as they are when the latest is signed in to again', () => {
    expect(latestServers(['ws://one', 'ws://two'], 'ws://one')).toBeNull();
  });

  it('are twenty, and lose the one that rested longest', () => {
    const servers = Array.from({ length: 20 }, (_, index) => `ws://${index}`);
    const latest = latestServers(servers, 'ws://new');
    expect(latest).toHaveLength(20);
    expect([latest?.[0], latest?.at(-1)]).toEqual(['ws://new', 'ws://18']);
  });
});
