import type { ScryptCost } from '../../../../src/shared/protocol/room-messages';
import type { RateLimits } from '../../../../src/server/rate-limits';

/** Real scrypt, but little of it: for tests that are not about what it costs. */
export const CHEAP_SCRYPT: ScryptCost = { logN: 10, r: 8, p: 1 };

const MANY = { points: 1_000_000, windowMs: 10_000 };

/** For tests that ask a lot in little time, and are not about that. */
export const ROOMY_LIMITS: Partial<RateLimits> = {
  room: MANY,
  other: MANY,
  event: MANY,
  chat: MANY,
};
