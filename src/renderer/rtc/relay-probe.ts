import type { Clock } from '../../shared/base/clock';
import { DisposableStore } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';

/** How a path to a relay and back is. */
export interface RelayPath {
  /** The median, in milliseconds. */
  readonly roundTripMs: number;
  /** Of the packets, 0 to 1. */
  readonly lossShare: number;
}

const PACKETS = 100;
/** As sound is sent. */
const EVERY_MS = 20;
/** What is still on its way by then is lost. */
const LAST_WAIT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 8_000;

/**
 * Sends packets to this machine itself by way of a relay, as a call would go, and counts what comes
 * back. `null`: no connection came about in time. Never rejects.
 */
export async function probeRelay(
  server: RTCIceServer,
  clock: Clock = SYSTEM_CLOCK,
): Promise<RelayPath | null> {
  const store = new DisposableStore();
  const open = (): RTCPeerConnection => {
    const connection = new RTCPeerConnection({
      iceServers: [server],
      iceTransportPolicy: 'relay',
    });
    store.defer(() => {
      connection.close();
    });
    return connection;
  };
  const wait = (delayMs: number): Promise<null> =>
    new Promise((resolve) => {
      store.add(
        clock.after(delayMs, () => {
          resolve(null);
        }),
      );
    });
  try {
    const [sender, receiver] = [open(), open()];
    carryCandidates(sender, receiver);
    carryCandidates(receiver, sender);
    const channel = sender.createDataChannel('path', { ordered: false, maxRetransmits: 0 });
    const sentAtMs: number[] = [];
    const tripsMs: number[] = [];
    receiver.addEventListener('datachannel', ({ channel: arriving }) => {
      arriving.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const sentMs = sentAtMs.at(Number(data));
        if (sentMs !== undefined) tripsMs.push(performance.now() - sentMs);
      });
    });
    const isOpen = new Promise<true>((resolve) => {
      channel.addEventListener('open', () => {
        resolve(true);
      });
    });
    await sender.setLocalDescription();
    await describe(sender, receiver);
    await receiver.setLocalDescription();
    await describe(receiver, sender);
    if ((await Promise.race([isOpen, wait(CONNECT_TIMEOUT_MS)])) === null) return null;
    for (let index = 0; index < PACKETS; index++) {
      sentAtMs.push(performance.now());
      channel.send(String(index));
      await wait(EVERY_MS);
    }
    if (tripsMs.length < PACKETS) await wait(LAST_WAIT_MS);
    return judgePath(tripsMs, PACKETS);
  } catch {
    return null;
  } finally {
    store.dispose();
  }
}

/** Of `sent` packets, those that came back took so long. Pure. */
export function judgePath(tripsMs: readonly number[], sent: number): RelayPath | null {
  const sorted = tripsMs.toSorted((a, b) => a - b);
  const middle = sorted.at(sorted.length >> 1);
  if (middle === undefined) return null;
  return { roundTripMs: middle, lossShare: 1 - sorted.length / sent };
}

function carryCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate !== null) to.addIceCandidate(candidate).catch(() => undefined);
  });
}

async function describe(from: RTCPeerConnection, to: RTCPeerConnection): Promise<void> {
  if (from.localDescription !== null) await to.setRemoteDescription(from.localDescription);
}
