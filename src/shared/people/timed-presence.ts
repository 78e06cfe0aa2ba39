import * as v from 'valibot';
import { type Presence, PRESENCES } from '../protocol/messages';
import { MAX_DURATION_MS } from './duration';

/** A presence that ends by itself. */
export interface TimedPresence {
  readonly presence: Presence;
  readonly untilMs: number;
}

const timedSchema = v.strictObject({
  presence: v.picklist(PRESENCES),
  untilMs: v.pipe(v.number(), v.integer()),
});

/**
 * What was kept of it, if it still holds; `null`: it is over, or cannot be read. One that ends
 * later than anybody can ask for is of a clock that was wrong then or is now, and would hold for
 * ever.
 */
export function parseTimedPresence(input: unknown, nowMs: number): TimedPresence | null {
  const parsed = v.safeParse(timedSchema, input);
  if (!parsed.success) return null;
  const leftMs = parsed.output.untilMs - nowMs;
  return leftMs > 0 && leftMs <= MAX_DURATION_MS ? parsed.output : null;
}
