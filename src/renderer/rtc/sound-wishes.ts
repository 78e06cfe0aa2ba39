import type { Signal } from '../../shared/protocol/messages';

// What this end wants of the sound that it is sent, where browsers have no switch for it: a line of
// its descriptions (RFC 7587, section 6.1). It is a wish, which the other end's browser follows as
// it encodes; one that does not know it reads over it.

const OPUS = /^a=rtpmap:(\d+) opus\/48000\/2$/i;
/** Packets only while somebody speaks; in between two or three a second, of a few bytes. */
const SILENCE_IS_CHEAP = 'usedtx=1';

/** `signal` with the wishes in each section that offers or takes Opus. */
export function withSoundWishes(signal: Signal): Signal {
  if (signal.kind !== 'description') return signal;
  const lines = signal.sdp.split('\r\n');
  const types = new Set(lines.flatMap((line) => OPUS.exec(line)?.[1] ?? []));
  const wished = lines.map((line) => {
    const [, type = '', values = ''] = /^a=fmtp:(\d+) (.*)$/.exec(line) ?? [];
    if (!types.has(type) || values.split(';').includes(SILENCE_IS_CHEAP)) return line;
    return `${line};${SILENCE_IS_CHEAP}`;
  });
  return { ...signal, sdp: wished.join('\r\n') };
}
