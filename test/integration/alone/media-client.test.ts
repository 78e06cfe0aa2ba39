import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MediaClient } from '../../../src/alone/client/media-client';
import { Emitter } from '../../../src/shared/base/emitter';
import type { Push } from '../../../src/shared/protocol/events';
import type { SignallingClient } from '../../../src/shared/signalling/signalling-client';

describe('a client with picture and sound', () => {
  const pushes = new Emitter<Push>();
  let asked: string[];
  let client: MediaClient;

  beforeEach(() => {
    asked = [];
    const signalling = {
      onPush: (listener: (push: Push) => void) => {
        const listening = pushes.event(listener);
        return () => {
          listening.dispose();
        };
      },
      onState: () => () => undefined,
      request: (name: string) => {
        asked.push(name);
        return Promise.resolve({ ok: true });
      },
      signOut: () => Promise.resolve(),
      dispose: () => undefined,
    };
    client = new MediaClient(signalling as unknown as SignallingClient, {
      server: '',
      name: 'ann',
    });
  });

  afterEach(async () => {
    await client.close();
  });

  function ring(): void {
    pushes.fire({ name: 'call:incoming', payload: { callId: 'call-1', from: 'bob' } });
  }

  it('declines calls where nobody listens', () => {
    ring();
    expect(asked).toContain('call:decline');
  });

  it('rings for who still listens, however often another has stopped', () => {
    const callers: string[] = [];
    const stop = client.onCall(() => undefined);
    client.onCall(({ from }) => callers.push(from));
    stop();
    stop();
    ring();
    expect(callers).toEqual(['bob']);
    expect(asked).not.toContain('call:decline');
  });
});
