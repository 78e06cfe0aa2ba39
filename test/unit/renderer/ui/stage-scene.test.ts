import { describe, expect, it } from 'vitest';
import { elapsedText, sceneFor, type StageFacts } from '../../../../src/renderer/ui/stage-scene';

const FACTS: StageFacts = {
  phase: { kind: 'idle' },
  name: 'ann',
  server: 'ws://127.0.0.1:8080',
  cameraNote: null,
  remoteCamera: true,
  remoteMicrophone: true,
  isRemoteStill: false,
  nowMs: 10_000,
};

describe('sceneFor', () => {
  it('shows the mirror outside calls', () => {
    expect(sceneFor(FACTS)).toMatchObject({ kind: 'mirror', name: 'ann' });
  });

  it('counts a live call from when it went live', () => {
    const phase = { kind: 'live', peer: 'bob', callId: 'c'.repeat(8), sinceMs: 3_000 } as const;
    expect(sceneFor({ ...FACTS, phase })).toMatchObject({ kind: 'live', elapsed: '0:07' });
  });
});

describe('elapsedText', () => {
  it.each([
    [0, '0:00'],
    [59_999, '0:59'],
    [754_000, '12:34'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('writes %d ms as %s', (elapsedMs, text) => {
    expect(elapsedText(elapsedMs)).toBe(text);
  });
});
