import {
  ReceiverEstimatedMaxBitrate,
  type RTCRtpTransceiver as Place,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
  RtcpRrPacket,
  RtcpSrPacket,
} from 'werift';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';

/** In which losses are counted (RFC 3550, 6.4.1). */
const WHOLE = 256;
const BITS_PER_KBIT = 1_000;

export interface ReportHooks {
  /** So much of what was sent since the report before has been lost, 0 to 1. */
  readonly handleLoss: (share: number) => void;
  /** So much gets through, as the other end estimates (REMB). */
  readonly handleEstimate: (kbps: number) => void;
}

/** Tells what the other end says of the packets that a place sends. */
export function onReceiverReport(
  { sender, receiver }: Pick<Place, 'sender' | 'receiver'>,
  { handleLoss, handleEstimate }: ReportHooks,
): Disposable {
  const store = new DisposableStore();
  const take = (packet: RtcpPacket): void => {
    if (packet instanceof RtcpRrPacket || packet instanceof RtcpSrPacket) {
      for (const { ssrc, fractionLost } of packet.reports)
        if (ssrc === sender.ssrc) handleLoss(fractionLost / WHOLE);
    } else if (
      packet instanceof RtcpPayloadSpecificFeedback &&
      packet.feedback instanceof ReceiverEstimatedMaxBitrate
    ) {
      handleEstimate(Number(packet.feedback.bitrate) / BITS_PER_KBIT);
    }
  };
  // Whoever sends as well may put it into a report of its own, which werift gives to the receiver.
  store.defer(sender.onRtcp.subscribe(take).unSubscribe);
  store.defer(receiver.onRtcp.subscribe(take).unSubscribe);
  return store;
}
