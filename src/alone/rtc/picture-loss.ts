import {
  PictureLossIndication,
  type RTCRtpTransceiver as Place,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
} from 'werift';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';

/** Full intra request (RFC 5104, 4.3.1). */
const FULL_INTRA = 4;

/**
 * Calls `handle` when the other end asks for a whole picture. werift takes the asking for one that
 * is meant for the receiver of the same place, where both have a name by then.
 */
export function onPictureLoss(
  { sender, receiver }: Pick<Place, 'sender' | 'receiver'>,
  handle: () => void,
): Disposable {
  const store = new DisposableStore();
  const take = (packet: RtcpPacket): void => {
    if (!(packet instanceof RtcpPayloadSpecificFeedback)) return;
    const { count } = packet.feedback as { readonly count?: number };
    if (count === PictureLossIndication.count || count === FULL_INTRA) handle();
  };
  store.defer(sender.onRtcp.subscribe(take).unSubscribe);
  store.defer(receiver.onRtcp.subscribe(take).unSubscribe);
  return store;
}
