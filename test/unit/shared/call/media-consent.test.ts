import { expect, it } from 'vitest';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import { wantsMedia } from '../../../../src/shared/call/media-consent';

const CALL = { peer: 'ann', callId: 'call-1' };

it.each<[CallPhase, boolean]>([
  [{ kind: 'idle' }, false],
  [{ kind: 'incoming', ...CALL, isGuest: false }, false],
  [{ kind: 'outgoing', peer: 'ann', callId: null, isRinging: false }, true],
  [{ kind: 'connecting', ...CALL }, true],
  [{ kind: 'live', ...CALL, sinceMs: 0 }, true],
  [{ kind: 'reconnecting', ...CALL, sinceMs: 0, attempt: 1, isPeerGone: false }, true],
])('media in %j is wanted: %s', (phase, isWanted) => {
  expect(wantsMedia(phase)).toBe(isWanted);
});
