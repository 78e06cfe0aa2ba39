import type { IncomingMessage } from 'node:http';
import type { Logger } from '../shared/base/logger';
import { type AddressOf, addressKeyOf } from './client-address';
import type { Counters } from './counters';
import type { OpenConnections } from './open-connections';
import { isOriginAllowed } from './origin';
import { RateMeter, type RateLimit } from './rate-limits';
import type { ServerClock } from './system-clock';

export type Admission =
  { readonly ok: true } | { readonly ok: false; readonly status: number; readonly message: string };

export interface AdmissionOptions {
  readonly addressOf: AddressOf;
  readonly allowedOrigins: readonly string[];
  readonly connectionsPerAddress: RateLimit;
  readonly openConnections: OpenConnections;
  readonly clock: ServerClock;
  /** What an address is called in the log, which says nothing of it to anybody else. */
  readonly nameAddress: (address: string) => string;
}

/** Whoever likes can be refused: what is written of that is bounded, however often it happens. */
const LOGGED = { points: 60, windowMs: 60_000 } as const;
const MAX_LOGGED_ORIGIN_CHARS = 100;
const REFUSALS = 'refusals';

/** Decides about a new connection, whatever its transport, before anything is set up for it. */
export class HandshakeGate {
  private readonly addresses: RateMeter;
  private readonly lines: RateMeter;
  /** Refusals since the last line about one. */
  private notLogged = 0;
  private isShut = false;

  constructor(
    private readonly options: AdmissionOptions,
    private readonly counters: Counters,
    private readonly logger: Logger,
  ) {
    this.addresses = new RateMeter(options.connectionsPerAddress, options.clock);
    this.lines = new RateMeter(LOGGED, options.clock);
  }

  /** From now on nobody is let in. */
  shut(): void {
    this.isShut = true;
  }

  admit(request: IncomingMessage): Admission {
    if (this.isShut) return this.refuse(request, 503, 'The server is stopping');
    const { headers, socket } = request;
    if (!isOriginAllowed({ headers, socket }, this.options.allowedOrigins)) {
      return this.refuse(request, 403, 'Origin not allowed');
    }
    const address = this.options.addressOf(request);
    const addressKey = addressKeyOf(address);
    const { openConnections } = this.options;
    if (openConnections.hasToWait(addressKey)) {
      return this.refuse(request, 429, 'Connected too fast after being put out');
    }
    const verdict = this.addresses.count(addressKey ?? address);
    if (verdict.kind === 'over' || openConnections.isFull(addressKey)) {
      return this.refuse(request, 429, 'Too many connections');
    }
    return { ok: true };
  }

  private refuse(request: IncomingMessage, status: number, message: string): Admission {
    this.counters.refusedConnections += 1;
    this.log(request, message);
    return { ok: false, status, message };
  }

  private log(request: IncomingMessage, message: string): void {
    if (this.lines.count(REFUSALS).kind === 'over') {
      this.notLogged += 1;
      return;
    }
    this.logger.log('info', 'refused a connection', {
      message,
      origin: request.headers.origin?.slice(0, MAX_LOGGED_ORIGIN_CHARS),
      from: this.options.nameAddress(this.options.addressOf(request)),
      ...(this.notLogged > 0 && { notLogged: this.notLogged }),
    });
    this.notLogged = 0;
  }
}
