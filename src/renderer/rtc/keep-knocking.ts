import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Signal } from '../../shared/protocol/messages';

/** Browsers give up on a way that nobody answers after 15 s; a NAT forgets one in 30 s or more. */
const KNOCK_EVERY_MS = 10_000;
const REACHED: readonly RTCIceConnectionState[] = ['connected', 'completed', 'closed'];

/**
 * Has ICE try the way of `candidate` again and again, for an end that comes when a person gets to
 * it: until then what this end sends keeps the way open in its own router, and is not heard.
 * Chromium tries a candidate anew that says it is of a later generation of the same session; a
 * browser that does not know the word tries no longer than by itself.
 *
 * @param isWanted Asked before each time; `false` ends it.
 */
export function keepKnocking(
  connection: Pick<RTCPeerConnection, 'addIceCandidate' | 'iceConnectionState'>,
  { candidate, sdpMid, sdpMLineIndex }: Extract<Signal, { kind: 'candidate' }>,
  clock: Clock,
  isWanted: () => boolean,
): Disposable {
  const timer = new MutableDisposable<Disposable>();
  const bare = candidate.replace(/ generation \d+/, '');
  let generation = 0;
  const wait = (): void => {
    timer.value = clock.after(KNOCK_EVERY_MS, () => {
      if (!isWanted()) return;
      wait();
      if (REACHED.includes(connection.iceConnectionState)) return;
      generation += 1;
      const again = `${bare} generation ${generation}`;
      void connection.addIceCandidate({ candidate: again, sdpMid, sdpMLineIndex });
    });
  };
  wait();
  return timer;
}
