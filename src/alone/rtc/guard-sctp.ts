import type { RTCPeerConnection as WeriftConnection } from 'werift';
import { isSoundPacket } from './sctp-check';

type SctpTransport = NonNullable<WeriftConnection['sctpTransport']>;

/** What of SCTP werift keeps to itself. */
interface Association {
  handleData(data: Buffer): Promise<void>;
  /** Bytes that may still come; less than nothing where more came. */
  readonly advertisedRwnd: number;
  readonly sackMisOrdered: ReadonlySet<number>;
  readonly inboundStreams: Readonly<Record<number, { readonly reassembly: readonly unknown[] }>>;
}

/** How messages are handed on. */
interface Receiver {
  datachannelReceive(...said: readonly [number, number, Buffer]): Promise<void>;
}

/** More than it was told may come: what was under way is a hundredth of that. */
const MAX_OVERRUN_BYTES = 1_048_576;
/** Channels are fewer than ten; those of other programs are not many more. */
const MAX_STREAMS = 64;
/** Of a megabyte that waits for a part that was lost there are a thousand. */
const MAX_WAITING = 2_048;

const guarded = new WeakSet<SctpTransport['sctp']>();

/**
 * Has what the other end says that cannot be read be dropped, where werift would end the process
 * for it, and ends the connection with whoever has more kept for them than anybody needs. Again
 * does nothing.
 */
export function guardSctp(transport: SctpTransport, handleFlood: () => void): void {
  const { sctp } = transport;
  if (guarded.has(sctp)) return;
  guarded.add(sctp);
  const association = sctp as unknown as Association;
  const take = association.handleData.bind(sctp);
  association.handleData = async (data) => {
    if (!isSoundPacket(data)) return;
    await take(data).catch(() => undefined);
    if (isOverfull(association)) handleFlood();
  };
  const receiver = transport as unknown as Receiver;
  sctp.onReceive.allUnsubscribe();
  sctp.onReceive.subscribe((...said) => {
    receiver.datachannelReceive(...said).catch(() => undefined);
  });
}

function isOverfull({ advertisedRwnd, sackMisOrdered, inboundStreams }: Association): boolean {
  const streams = Object.values(inboundStreams);
  return (
    advertisedRwnd < -MAX_OVERRUN_BYTES ||
    sackMisOrdered.size > MAX_WAITING ||
    streams.length > MAX_STREAMS ||
    streams.some(({ reassembly }) => reassembly.length > MAX_WAITING)
  );
}
