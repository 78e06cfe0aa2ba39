import type { RTCPeerConnection as WeriftConnection } from 'werift';
import { isSoundPacket } from './sctp-check';

type SctpTransport = NonNullable<WeriftConnection['sctpTransport']>;

/** The part of werift's association that its types leave out. */
interface Association {
  handleData(data: Buffer): Promise<void>;
  /** Bytes that may still come; negative where more have come. */
  readonly advertisedRwnd: number;
  readonly sackMisOrdered: ReadonlySet<number>;
  readonly inboundStreams: Readonly<Record<number, { readonly reassembly: readonly unknown[] }>>;
}

/** Takes whole messages. */
interface Receiver {
  datachannelReceive(...said: readonly [number, number, Buffer]): Promise<void>;
}

/** Beyond the window that the other end was told; honest ends have a hundredth under way. */
const MAX_OVERRUN_BYTES = 1_048_576;
/** The app has fewer than ten channels, and other programs not many more. */
const MAX_STREAMS = 64;
/** Chunks that wait for one that was lost; a megabyte is a thousand of them. */
const MAX_WAITING = 2_048;

const guarded = new WeakSet<SctpTransport['sctp']>();

/**
 * Drops packets that cannot be read, for which werift would end the process, and calls
 * `handleFlood` when the other end has more kept for it than any honest one needs. A second call
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
