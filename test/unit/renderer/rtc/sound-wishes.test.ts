import { describe, expect, it } from 'vitest';
import { withSoundWishes } from '../../../../src/renderer/rtc/sound-wishes';
import type { Signal } from '../../../../src/shared/protocol/messages';

function offer(...lines: string[]): Signal {
  return { kind: 'description', generation: 1, type: 'offer', sdp: [...lines, ''].join('\r\n') };
}

describe('what a description wishes of sound', () => {
  it('is silence that costs nothing, of Opus alone, in every section', () => {
    const voice = ['m=audio 9 UDP/TLS/RTP/SAVPF 63 111', 'a=rtpmap:111 opus/48000/2'];
    const red = ['a=rtpmap:63 red/48000/2', 'a=fmtp:63 111/111'];
    const video = [
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'a=rtpmap:96 AV1/90000',
      'a=fmtp:96 profile=0',
    ];
    const opus = 'a=fmtp:111 minptime=10;useinbandfec=1';
    expect(withSoundWishes(offer(...voice, opus, ...red, ...video, ...voice, opus))).toEqual(
      offer(...voice, `${opus};usedtx=1`, ...red, ...video, ...voice, `${opus};usedtx=1`),
    );
  });

  it('is not said twice, and changes nothing else', () => {
    const wished = offer('a=rtpmap:111 opus/48000/2', 'a=fmtp:111 usedtx=1');
    expect(withSoundWishes(wished)).toEqual(wished);
    const renegotiate: Signal = { kind: 'renegotiate', generation: 1 };
    expect(withSoundWishes(renegotiate)).toBe(renegotiate);
  });
});
