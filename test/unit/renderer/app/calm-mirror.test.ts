import { beforeEach, describe, expect, it } from 'vitest';
import { CalmMirror } from '../../../../src/renderer/app/calm-mirror';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import { FakeClock } from '../../../helpers/fake-clock';

const CALL = { peer: 'ann', callId: '1' };
const CONNECTING: CallPhase = { kind: 'connecting', ...CALL };
const LIVE: CallPhase = { kind: 'live', ...CALL, sinceMs: 0 };

let clock: FakeClock;
let interval: number;
let mirror: CalmMirror;

beforeEach(() => {
  clock = new FakeClock();
  interval = 1;
  mirror = new CalmMirror((next) => (interval = next), clock);
});

describe('the local picture, while a call connects', () => {
  it('is drawn seldom for a second, also when the call is there by then', async () => {
    mirror.handlePhase(CONNECTING);
    mirror.handlePhase(LIVE);
    await clock.advance(900);
    expect(interval).toBeGreaterThan(4);
    await clock.advance(200);
    expect(interval).toBe(1);
  });

  it('is as ever on a network that takes longer', async () => {
    mirror.handlePhase(CONNECTING);
    await clock.advance(1_100);
    expect(interval).toBe(1);
    mirror.handlePhase(LIVE);
    expect(interval).toBe(1);
  });

  it('is as ever at once when the call is over', () => {
    mirror.handlePhase(CONNECTING);
    mirror.handlePhase({ kind: 'idle' });
    expect(interval).toBe(1);
  });
});
