import { describe, expect, it } from 'vitest';
import { chooseCodec, codecName, orderCodecs } from '../../../../src/renderer/rtc/codec-order';

/** As Chromium 156 lists them, shortened. */
const CHROMIUM = [
  { mimeType: 'video/VP8' },
  { mimeType: 'video/rtx' },
  { mimeType: 'video/VP9', sdpFmtpLine: 'profile-id=0' },
  { mimeType: 'video/VP9', sdpFmtpLine: 'profile-id=2' },
  { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1' },
  { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=0' },
  { mimeType: 'video/AV1' },
  { mimeType: 'video/red' },
  { mimeType: 'video/H265' },
];

describe('the codec in use', () => {
  it.each([
    [['VP8', 'VP9', 'rtx', 'AV1'], false, 'video/AV1'],
    [['AV1', 'VP8', 'VP9', 'rtx'], true, 'video/VP9'],
    [['H264', 'VP8'], false, 'video/VP8'],
    [['AV1', 'VP8'], true, 'video/VP8'],
    // Rather slow than nothing: the first that was negotiated.
    [['AV1', 'rtx'], true, undefined],
    [[], false, undefined],
  ])('of %j, for a large picture (%j), is %s', (names, isLarge, mimeType) => {
    const codecs = names.map((name) => ({ mimeType: `video/${name}` }));
    expect(chooseCodec(codecs, { isLarge })?.mimeType).toBe(mimeType);
  });

  it.each([
    [['AV1', 'VP9', 'VP8'], false, 'video/VP8'],
    [['AV1', 'VP9', 'VP8'], true, 'video/VP8'],
    [['AV1', 'VP9'], false, 'video/AV1'],
  ])('of %j, for the first picture (large: %j), is %s', (names, isLarge, mimeType) => {
    const codecs = names.map((name) => ({ mimeType: `video/${name}` }));
    expect(chooseCodec(codecs, { isLarge, isFirst: true })?.mimeType).toBe(mimeType);
  });
});

describe('codecs', () => {
  it('are offered from the one that takes the fewest bits on', () => {
    const names = orderCodecs(CHROMIUM).map(({ mimeType }) => codecName(mimeType));
    expect(names).toEqual(['AV1', 'VP9', 'VP9', 'VP8', 'H264', 'H264', 'RTX', 'RED', 'H265']);
  });

  it('keep the order of their profiles, and none is lost', () => {
    const ordered = orderCodecs(CHROMIUM);
    expect(ordered.slice(1, 3)).toEqual(CHROMIUM.slice(2, 4));
    expect(new Set(ordered)).toEqual(new Set(CHROMIUM));
  });
});
