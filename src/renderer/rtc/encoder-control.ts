import { isSamePlan, type SendingPlan } from '../../shared/call/sending-policy';

const BITS_PER_KBIT = 1_000;

/** RTCRtpSender takes one change of its parameters at a time; these are the ones it is told of. */
export class EncoderControl {
  private wanted: SendingPlan | null = null;
  private told: SendingPlan | null = null;
  private isTelling = false;

  constructor(private readonly sender: RTCRtpSender) {}

  /** Encodes by `plan` from soon on. */
  set(plan: SendingPlan): void {
    this.wanted = plan;
    if (!this.isTelling) void this.tell();
  }

  private async tell(): Promise<void> {
    this.isTelling = true;
    for (let plan = this.next(); plan !== null; plan = this.next()) {
      this.told = plan;
      // Refused when the connection was closed meanwhile, or by a browser that cannot do it: then it
      // goes on sending as it did.
      await this.apply(plan).catch(() => undefined);
    }
    this.isTelling = false;
  }

  private next(): SendingPlan | null {
    const { wanted, told } = this;
    return wanted && (!told || !isSamePlan(wanted, told)) ? wanted : null;
  }

  private async apply(plan: SendingPlan): Promise<void> {
    const parameters = this.sender.getParameters();
    // A picture that lags is worse than one that is coarse: it is only looked at as cells anyway.
    parameters.degradationPreference = 'maintain-framerate';
    for (const encoding of parameters.encodings) adjust(encoding, plan);
    await this.sender.setParameters(parameters);
  }
}

function adjust(encoding: RTCRtpEncodingParameters, plan: SendingPlan): void {
  encoding.active = plan.isActive;
  encoding.scaleResolutionDownBy = plan.scaleResolutionDownBy;
  encoding.maxFramerate = plan.maxFramerate;
  if (plan.maxBitrateKbps === null) delete encoding.maxBitrate;
  else encoding.maxBitrate = plan.maxBitrateKbps * BITS_PER_KBIT;
}
