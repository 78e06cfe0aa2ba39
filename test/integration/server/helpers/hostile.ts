import { HOSTILE_STRINGS } from '../../../fixtures/hostile-text';
import { MAX_CHAT_BYTES, RATE_LIMITS } from '../../../../src/shared/protocol/limits';

/** As many as one person may send before the rate limit, a part each; within the wire's size. */
export const HOSTILE_TEXTS: readonly (readonly string[])[] = (() => {
  const texts = HOSTILE_STRINGS.map(({ text }) => text).filter(
    (text) => text !== '' && Buffer.byteLength(text) <= MAX_CHAT_BYTES,
  );
  const size = RATE_LIMITS.chat.points;
  const parts = Math.ceil(texts.length / size);
  return Array.from({ length: parts }, (_, part) => texts.slice(part * size, (part + 1) * size));
})();
