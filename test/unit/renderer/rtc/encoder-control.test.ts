import { describe, expect, it } from 'vitest';
import { EncoderControl } from '../../../../src/renderer/rtc/encoder-control';
import type { SendingPlan } from '../../../../src/shared/call/sending-policy';
import { settle } from '../../../helpers/fake-clock';

const PLAN: SendingPlan = {
  scaleResolutionDownBy: 2,
  maxBitrateKbps: 300,
  maxFramerate: 30,
  isLarge: false,
  isActive: true,
};

/** A sender as browsers make them: changes take a while, and a second one meanwhile is refused. */
class FakeSender {
  parameters: RTCRtpSendParameters = {
    encodings: [{ active: true, maxBitrate: 1 }],
    transactionId: '0',
    codecs: [],
    headerExtensions: [],
    rtcp: {},
  };
  readonly told: RTCRtpSendParameters[] = [];
  private finish: ((isFine: boolean) => void) | null = null;

  getParameters(): RTCRtpSendParameters {
    return structuredClone(this.parameters);
  }

  setParameters(parameters: RTCRtpSendParameters): Promise<void> {
    if (this.finish) return Promise.reject(new Error('InvalidStateError'));
    this.told.push(parameters);
    return new Promise((resolve, reject) => {
      this.finish = (isFine) => {
        this.finish = null;
        if (isFine) this.parameters = parameters;
        if (isFine) resolve();
        else reject(new Error('OperationError'));
      };
    });
  }

  async end(isFine = true): Promise<void> {
    this.finish?.(isFine);
    await settle();
  }

  get bitrates(): (number | undefined)[] {
    return this.told.map(({ encodings }) => encodings[0].maxBitrate);
  }
}

function control(): { sender: FakeSender; encoder: EncoderControl } {
  const sender = new FakeSender();
  return { sender, encoder: new EncoderControl(sender as unknown as RTCRtpSender) };
}

describe('the control of an encoder', () => {
  it('tells it scale, bits, frames and whether to send, and to rather be coarse than late', async () => {
    const { sender, encoder } = control();
    encoder.set({ ...PLAN, isActive: false });
    await sender.end();
    expect(sender.parameters.encodings).toEqual([
      { active: false, scaleResolutionDownBy: 2, maxFramerate: 30, maxBitrate: 300_000 },
    ]);
    expect(sender.parameters.degradationPreference).toBe('maintain-framerate');
  });

  it('tells it which codec to use, and again when a negotiation brought others', async () => {
    const { sender, encoder } = control();
    const codec = (mimeType: string): RTCRtpCodecParameters => {
      return { mimeType, clockRate: 90_000, payloadType: 96 };
    };
    const inUse = () => (sender.parameters.encodings[0] as { codec?: RTCRtpCodec }).codec?.mimeType;
    encoder.set(PLAN);
    await sender.end();
    expect(inUse()).toBeUndefined();
    sender.parameters.codecs = [codec('video/VP8'), codec('video/AV1')];
    encoder.refresh();
    await sender.end();
    expect(inUse()).toBe('video/AV1');
    encoder.set({ ...PLAN, isLarge: true });
    await sender.end();
    expect(inUse()).toBe('video/VP8');
    sender.parameters.codecs = [codec('video/AV1')];
    encoder.refresh();
    await sender.end();
    expect(inUse()).toBeUndefined();
  });

  it('is told nothing where it began with the plan, unless another codec is the best', async () => {
    const sender = new FakeSender();
    const codec = { mimeType: 'video/AV1', clockRate: 90_000, payloadType: 96 };
    sender.parameters.codecs = [codec];
    sender.parameters.encodings = [{ active: true, codec } as RTCRtpEncodingParameters];
    const encoder = new EncoderControl(sender as unknown as RTCRtpSender, PLAN);
    encoder.set({ ...PLAN });
    encoder.refresh();
    await sender.end();
    expect(sender.told).toEqual([]);
    sender.parameters.codecs = [{ ...codec, mimeType: 'video/VP8' }];
    encoder.refresh();
    await sender.end();
    expect(sender.told).toHaveLength(1);
  });

  it('takes its limit away again', async () => {
    const { sender, encoder } = control();
    encoder.set({ ...PLAN, maxBitrateKbps: null });
    await sender.end();
    expect(sender.parameters.encodings[0]).not.toHaveProperty('maxBitrate');
  });

  it('waits for one change to be done before the next, and then makes only the last', async () => {
    const { sender, encoder } = control();
    for (const maxBitrateKbps of [100, 200, 300, 400]) encoder.set({ ...PLAN, maxBitrateKbps });
    expect(sender.bitrates).toEqual([100_000]);
    await sender.end();
    await sender.end();
    expect(sender.bitrates).toEqual([100_000, 400_000]);
  });

  it('does not repeat itself', async () => {
    const { sender, encoder } = control();
    encoder.set(PLAN);
    await sender.end();
    encoder.set({ ...PLAN });
    await sender.end();
    expect(sender.told).toHaveLength(1);
  });

  it('outlives a refusal', async () => {
    const { sender, encoder } = control();
    encoder.set(PLAN);
    await sender.end(false);
    encoder.set({ ...PLAN, maxBitrateKbps: 50 });
    await sender.end();
    expect(sender.parameters.encodings[0].maxBitrate).toBe(50_000);
  });
});
