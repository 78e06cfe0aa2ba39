// Who speaks, from how loud they are: a matter of moments, so that a breath between two words does
// not end it and a cough hardly begins it. Levels are 0 to 1, linear (W3C webrtc-stats,
// audioLevel).

/** Speech at a usual distance is 0.05 to 0.3; the noise of a room stays below 0.01. */
const SPEAKING_LEVEL = 0.02;
const QUIET_MS = 800;
/**
 * Soon enough to see who begins to speak, and less than QUIET_MS, so that it does not end between
 * two looks.
 */
const STEADY_MS = 500;
/** Whoever has just fallen silent may only draw breath. */
const UNSURE_MS = 70;

export interface Speaking {
  readonly isSpeaking: boolean;
  /** When they were last loud enough; `null`: never. */
  readonly lastHeardMs: number | null;
}

export const SILENT: Speaking = { isSpeaking: false, lastHeardMs: null };

/** Whether somebody speaks who is as loud as `level` now. Pure. */
export function hear(before: Speaking, level: number, nowMs: number): Speaking {
  if (level >= SPEAKING_LEVEL) return { isSpeaking: true, lastHeardMs: nowMs };
  const { lastHeardMs } = before;
  const isSpeaking = lastHeardMs !== null && nowMs - lastHeardMs < QUIET_MS;
  return { isSpeaking, lastHeardMs };
}

/**
 * How long until it is worth hearing again how loud they are. Browsers hold up the page while they
 * find that out, some milliseconds for each of those who are there.
 */
export function hearAgainInMs({ isSpeaking, lastHeardMs }: Speaking, nowMs: number): number {
  return isSpeaking && lastHeardMs !== nowMs ? UNSURE_MS : STEADY_MS;
}
