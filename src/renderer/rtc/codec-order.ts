import type { SendingPlan } from '../../shared/call/sending-policy';

/**
 * At the same look AV1 takes half of VP8's bits; OpenH264 takes a quarter more, and drops frames.
 */
const BEST_FIRST = ['AV1', 'VP9', 'VP8', 'H264'];
/** For large pictures: encoders that keep up with them. */
const QUICK = ['VP9', 'VP8', 'H264'];
/**
 * For the first picture: from its track to the other end's decoder VP8 took 90 ms, and AV1, whose
 * encoder is long in beginning, 180.
 */
const SOONEST = ['VP8', 'H264'];

/** `video/AV1` is `AV1`. */
export function codecName(mimeType: string): string {
  return mimeType.slice(mimeType.indexOf('/') + 1).toUpperCase();
}

function rank({ mimeType }: { readonly mimeType: string }): number {
  const index = BEST_FIRST.indexOf(codecName(mimeType));
  return index < 0 ? BEST_FIRST.length : index;
}

/**
 * `codecs` in the order to offer them in. All stay: helpers such as `rtx` are none to choose, but
 * left out they would be switched off. Profiles of one codec keep the browser's order.
 */
export function orderCodecs<T extends { readonly mimeType: string }>(codecs: readonly T[]): T[] {
  return codecs.toSorted((a, b) => rank(a) - rank(b));
}

/** Sound that says again what was said before (RFC 2198); it needs Opus behind it. */
const REDUNDANT = 'RED';

/** The same for a voice: with repetitions where the other end knows them, or else as ever. */
export function orderVoiceCodecs<T extends { readonly mimeType: string }>(
  codecs: readonly T[],
): T[] {
  const isRedundant = ({ mimeType }: T): boolean => codecName(mimeType) === REDUNDANT;
  return codecs.toSorted((a, b) => Number(isRedundant(b)) - Number(isRedundant(a)));
}

/**
 * The one of `codecs`, those that were negotiated, to encode with; `undefined`: the first of them.
 */
export function chooseCodec<T extends { readonly mimeType: string }>(
  codecs: readonly T[],
  { isLarge, isFirst }: Pick<SendingPlan, 'isLarge' | 'isFirst'>,
): T | undefined {
  const usual = isLarge ? QUICK : BEST_FIRST;
  const wanted = isFirst === true ? [...SOONEST, ...usual] : usual;
  return wanted
    .map((name) => codecs.find(({ mimeType }) => codecName(mimeType) === name))
    .find((codec) => codec !== undefined);
}
