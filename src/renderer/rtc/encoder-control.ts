import { isSamePlan, type SendingPlan } from '../../shared/call/sending-policy';
import { chooseCodec } from './codec-order';

const BITS_PER_KBIT = 1_000;

/** As of W3C webrtc-extensions: the codec can change without a negotiation. Others ignore it. */
interface ChangeableEncoding extends RTCRtpEncodingParameters {
  codec?: RTCRtpCodec;
}

/** RTCRtpSender takes one change of its parameters at a time; these are the ones it is told of. */
export class EncoderControl {
  private wanted: SendingPlan | null;
  private isTelling = false;

  constructor(
    private readonly sender: RTCRtpSender,
    /** What it was made with; `null`: nothing that was planned. */
    private told: SendingPlan | null = null,
  ) {
    this.wanted = told;
  }

  /** Encodes by `plan` from soon on. */
  set(plan: SendingPlan): void {
    this.wanted = plan;
    if (!this.isTelling) void this.tell();
  }

  /** Tells it all again if another codec is the best, now that there are others to choose from. */
  refresh(): void {
    if (this.told === null || this.isBestFor(this.told)) return;
    this.told = null;
    if (!this.isTelling) void this.tell();
  }

  private async tell(): Promise<void> {
    this.isTelling = true;
    for (let plan = this.next(); plan !== null; plan = this.next()) {
      this.told = plan;
      // Refused when the connection was closed meanwhile, or by a browser that cannot do it: then
      // it goes on sending as it did.
      await this.apply(plan).catch(() => undefined);
    }
    this.isTelling = false;
  }

  private next(): SendingPlan | null {
    const { wanted, told } = this;
    return wanted && (!told || !isSamePlan(wanted, told)) ? wanted : null;
  }

  private isBestFor(plan: SendingPlan): boolean {
    const { codecs, encodings } = this.sender.getParameters();
    const best = chooseCodec(codecs, plan);
    return encodings.every(
      (each) => (each as ChangeableEncoding).codec?.mimeType === best?.mimeType,
    );
  }

  private async apply(plan: SendingPlan): Promise<void> {
    const parameters = this.sender.getParameters();
    // A picture that lags is worse than one that is coarse: it is only looked at as cells anyway.
    // One that is read is not.
    parameters.degradationPreference = plan.keepsSize
      ? 'maintain-resolution'
      : 'maintain-framerate';
    const codec = chooseCodec(parameters.codecs, plan);
    for (const encoding of parameters.encodings) adjust(encoding, plan, codec);
    await this.sender.setParameters(parameters);
  }
}

/** As `plan` has it, for a sender that is about to be made. */
export function encodingOf(plan: SendingPlan): RTCRtpEncodingParameters {
  const encoding: ChangeableEncoding = {};
  const { codecs = [] } = RTCRtpSender.getCapabilities('video') ?? {};
  adjust(encoding, plan, chooseCodec(codecs, plan));
  return encoding;
}

function adjust(
  encoding: ChangeableEncoding,
  plan: SendingPlan,
  codec: RTCRtpCodec | undefined,
): void {
  encoding.active = plan.isActive;
  encoding.scaleResolutionDownBy = plan.scaleResolutionDownBy;
  encoding.maxFramerate = plan.maxFramerate;
  if (codec) encoding.codec = codec;
  else delete encoding.codec;
  if (plan.maxBitrateKbps === null) delete encoding.maxBitrate;
  else encoding.maxBitrate = plan.maxBitrateKbps * BITS_PER_KBIT;
}
