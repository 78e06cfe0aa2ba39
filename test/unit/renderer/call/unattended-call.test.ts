import { describe, expect, it } from 'vitest';
import {
  UNATTENDED_LIMIT_MS,
  UNATTENDED_WARNING_MS,
  UnattendedCall,
  type UnseenAnswer,
} from '../../../../src/renderer/call/unattended-call';
import { FakeClock } from '../../../helpers/fake-clock';

const MINUTE_MS = 60_000;

function createCall() {
  const clock = new FakeClock();
  const seen = {
    isMuted: false,
    warnings: [] as string[],
    hangUps: [] as string[],
    reports: [] as (readonly UnseenAnswer[])[],
  };
  const call = new UnattendedCall({
    setMuted: (isMuted) => {
      seen.isMuted = isMuted;
    },
    warn: (caller) => {
      seen.warnings.push(caller);
    },
    hangUp: (caller) => {
      seen.hangUps.push(caller);
      call.handleEnded();
    },
    report: (answers) => {
      seen.reports.push(answers);
    },
    clock,
  });
  return { call, clock, seen };
}

describe('UnattendedCall', () => {
  it('mutes the microphone until the first input', () => {
    const { call, seen } = createCall();
    call.begin('ann');
    expect(seen.isMuted).toBe(true);
    expect(call.handleInput()).toBe(true);
    expect(seen.isMuted).toBe(false);
    expect(call.handleInput()).toBe(false);
  });

  it('says that it ends, a minute before it does', () => {
    const { call, clock, seen } = createCall();
    call.begin('ann');
    clock.pass(UNATTENDED_LIMIT_MS - UNATTENDED_WARNING_MS - 1);
    expect(seen.warnings).toEqual([]);
    clock.pass(1);
    expect(seen.warnings).toEqual(['ann']);
    clock.pass(UNATTENDED_WARNING_MS - 1);
    expect(seen.hangUps).toEqual([]);
    clock.pass(1);
    expect(seen.hangUps).toEqual(['ann']);
  });

  it('goes on for as long as there is an input every few minutes', () => {
    const { call, clock, seen } = createCall();
    call.begin('ann');
    for (let count = 0; count < 10; count += 1) {
      clock.pass(UNATTENDED_LIMIT_MS - UNATTENDED_WARNING_MS - 1);
      call.handleInput();
    }
    expect(seen).toMatchObject({ warnings: [], hangUps: [] });
  });

  it('ends when whoever was there has gone away again', () => {
    const { call, clock, seen } = createCall();
    call.begin('ann');
    call.handleInput();
    clock.pass(UNATTENDED_LIMIT_MS);
    expect(seen.hangUps).toEqual(['ann']);
  });

  it('is told of on return: who, when, and for how long', () => {
    const { call, clock, seen } = createCall();
    const atMs = clock.nowMs();
    call.begin('ann');
    clock.pass(3 * MINUTE_MS);
    call.handleEnded();
    clock.pass(MINUTE_MS);
    call.begin('bob');
    clock.pass(MINUTE_MS);
    call.handleEnded();
    expect(seen.isMuted).toBe(false);
    expect(seen.reports).toEqual([]);
    call.handleInput();
    expect(seen.reports).toEqual([
      [
        { caller: 'ann', atMs, durationMs: 3 * MINUTE_MS },
        { caller: 'bob', atMs: atMs + 4 * MINUTE_MS, durationMs: MINUTE_MS },
      ],
    ]);
    call.handleInput();
    expect(seen.reports).toHaveLength(1);
  });

  it('is not told of to somebody who was there', () => {
    const { call, seen } = createCall();
    call.begin('ann');
    call.handleInput();
    call.handleEnded();
    call.handleInput();
    expect(seen.reports).toEqual([]);
  });

  it('only waits for a key in a call or a room that somebody had chosen', () => {
    const { call, clock, seen } = createCall();
    call.waitForInput();
    expect(seen.isMuted).toBe(true);
    clock.pass(2 * UNATTENDED_LIMIT_MS);
    expect(seen).toMatchObject({ warnings: [], hangUps: [] });
    expect(call.handleInput()).toBe(true);
    expect(seen).toMatchObject({ isMuted: false, reports: [] });
  });

  it('leaves no timer behind', () => {
    const { call, clock } = createCall();
    call.begin('ann');
    call.handleEnded();
    call.begin('ann');
    call.dispose();
    expect(clock.pendingCount).toBe(0);
  });
});
