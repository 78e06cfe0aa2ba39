import type { Clock } from '../../shared/base/clock';
import { DisposableStore } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { type IceTransport, isTurnUrl, parseIceUrl } from '../../shared/protocol/ice-url';
import type { IceServerSetting } from '../../shared/config/settings';

/** What became of trying one STUN or TURN server. */
export type IceServerVerdict =
  | {
      readonly kind: 'works';
      /** `relay`: a TURN server relays. `address`: a STUN server told the public address. */
      readonly gives: 'relay' | 'address';
      /** How the server was reached. */
      readonly transport: IceTransport;
      /** Until it had answered. */
      readonly tookMs: number;
    }
  /** Its user name and password are wrong, or their time is over. */
  | { readonly kind: 'refused' }
  /** Nothing of that name is in the network. */
  | { readonly kind: 'unknown-name' }
  | { readonly kind: 'unreachable'; readonly transport: IceTransport }
  /** No browser takes it for a server. */
  | { readonly kind: 'unusable' };

/** A browser asks over UDP for some ten seconds: what has not answered by then is not there. */
const TEST_TIMEOUT_MS = 8_000;

/** What a TURN server answers to an account that is wrong or over (RFC 8489, RFC 8656). */
const REFUSALS: readonly number[] = [401, 403, 441];
/** Chromium's words where a name leads nowhere; the code is the same as for silence. */
const UNKNOWN_NAME = /lookup/i;

/** What the browser says of a server of the connection, as far as it counts. */
export type IceServerError = Pick<
  RTCPeerConnectionIceErrorEvent,
  'errorCode' | 'errorText' | 'url'
>;

/** Whether a TURN server does not take its user name and password. */
export function isRefusal({ errorCode, url }: IceServerError): boolean {
  return REFUSALS.includes(errorCode) && isTurnUrl(url);
}

/**
 * Tries one server, with a connection that leads nowhere: gathers candidates until the first that
 * the server gave. Resolves within the time limit, and never rejects.
 */
export function testIceServer(
  server: IceServerSetting,
  { clock = SYSTEM_CLOCK, timeoutMs = TEST_TIMEOUT_MS }: { clock?: Clock; timeoutMs?: number } = {},
): Promise<IceServerVerdict> {
  const url = parseIceUrl(server.urls);
  const connection = url === null ? null : open(server);
  if (url === null || connection === null) return Promise.resolve({ kind: 'unusable' });
  const { transport } = url;
  const gives = isTurnUrl(server.urls) ? 'relay' : 'address';
  const wanted = gives === 'relay' ? 'relay' : 'srflx';
  const startMs = clock.nowMs();
  return new Promise((resolve) => {
    const trial = new Trial(connection, (verdict) => {
      if (verdict === 'works') {
        resolve({ kind: 'works', gives, transport, tookMs: clock.nowMs() - startMs });
      } else if (verdict === 'unreachable') resolve({ kind: verdict, transport });
      else resolve({ kind: verdict });
    });
    trial.store.add(
      clock.after(timeoutMs, () => {
        trial.end('unreachable');
      }),
    );
    trial.run(wanted);
  });
}

/** `null`: the browser will not have it. */
function open(server: IceServerSetting): RTCPeerConnection | null {
  try {
    return new RTCPeerConnection({
      iceServers: [{ ...server }],
      iceTransportPolicy: isTurnUrl(server.urls) ? 'relay' : 'all',
    });
  } catch {
    return null;
  }
}

type Outcome = 'works' | Exclude<IceServerVerdict['kind'], 'works' | 'unusable'>;

class Trial {
  readonly store = new DisposableStore();
  private readonly errors: IceServerError[] = [];

  constructor(
    private readonly connection: RTCPeerConnection,
    private readonly tell: (outcome: Outcome) => void,
  ) {}

  run(wanted: RTCIceCandidateType): void {
    const { connection } = this;
    const listening = new AbortController();
    const { signal } = listening;
    this.store.defer(() => {
      listening.abort();
      connection.close();
    });
    connection.addEventListener(
      'icecandidate',
      ({ candidate }) => {
        if (candidate?.type === wanted) this.end('works');
      },
      { signal },
    );
    connection.addEventListener(
      'icecandidateerror',
      (error) => {
        this.errors.push(error);
        if (isRefusal(error)) this.end('refused');
      },
      { signal },
    );
    connection.addEventListener(
      'icegatheringstatechange',
      () => {
        if (connection.iceGatheringState === 'complete') this.handleComplete(wanted);
      },
      { signal },
    );
    connection.createDataChannel('trial');
    connection.setLocalDescription().catch(() => {
      this.end('unreachable');
    });
  }

  end(outcome: Outcome): void {
    if (this.store.isDisposed) return;
    this.store.dispose();
    this.tell(outcome);
  }

  private handleComplete(wanted: RTCIceCandidateType): void {
    // A STUN server that names an address which this machine has adds no candidate to it.
    if (wanted === 'srflx' && this.errors.length === 0) this.end('works');
    else if (this.errors.some(({ errorText }) => UNKNOWN_NAME.test(errorText))) {
      this.end('unknown-name');
    } else this.end('unreachable');
  }
}
