import type { RTCDtlsTransport } from 'werift';

type IceConnection = RTCDtlsTransport['iceTransport']['connection'];

/** werift's numbers for what has become of a pair. */
const WAITING = 1;
const FAILED = 4;

/** The part of werift's ICE that its types leave out. */
interface Agent {
  readonly checkList: readonly { readonly state: number; updateState(state: number): void }[];
}

/**
 * Has ICE try the ways again on which nobody answered. For as long as more addresses of the other
 * end may come, werift's schedule takes up whatever waits; and it fails of nobody's answer.
 */
export function checkIceAgain(connection: IceConnection): void {
  for (const pair of (connection as unknown as Agent).checkList)
    if (pair.state === FAILED) pair.updateState(WAITING);
}
