import type { Clock } from '../../shared/base/clock';
import type { Logger } from '../../shared/base/logger';
import type { TurnPolicy } from '../../shared/call/turn-policy';
import type { TurnServer } from '../../shared/protocol/turn-messages';
import type { Outcome, SignallingState } from '../../shared/signalling/signalling-api';
import { within } from './with-timeout';

export interface HandedOutServersPorts {
  /** Asks the server that is signed in to; what it says is parsed already. */
  readonly request: () => Promise<Outcome<'turn:credentials'>>;
  readonly policy: TurnPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The TURN servers that the signalling server hands out: a new account for each connection. One
 * that has none is asked once, and one that is slow holds up nothing for long.
 */
export class HandedOutServers {
  /** Whether the server of now may have some. */
  private mayHave = true;
  /** What came last. */
  private latest: { readonly servers: readonly TurnServer[]; readonly atMs: number } | null = null;
  /** What is asked of one server says nothing of the next. */
  private era = 0;
  private server: string | null = null;

  constructor(private readonly ports: HandedOutServersPorts) {}

  /** Another server, or the same one started anew, may have others. */
  handleSignallingState(state: SignallingState): void {
    if (state.kind !== 'signed-in') return;
    const server = `${state.server} ${state.run ?? ''}`;
    if (server !== this.server) {
      this.server = server;
      this.latest = null;
      this.era += 1;
    }
    this.mayHave = true;
  }

  /** For one connection; at once where there are none. The promise never rejects. */
  take(): readonly TurnServer[] | Promise<readonly TurnServer[]> {
    return this.mayHave ? this.ask() : [];
  }

  private async ask(): Promise<readonly TurnServer[]> {
    const { policy, clock, logger } = this.ports;
    const answer = this.request(this.era);
    const servers = await within(answer, policy.patienceMs, clock);
    if (servers !== null) return servers;
    const { latest } = this;
    const isFresh = latest !== null && clock.nowMs() - latest.atMs <= policy.reuseMs;
    logger.log('warn', 'No account at the TURN server in time', { isReused: isFresh });
    return isFresh ? latest.servers : [];
  }

  /** `null`: there is no telling; an answer that comes late is kept for the next connection. */
  private async request(era: number): Promise<readonly TurnServer[] | null> {
    const { request, clock, logger } = this.ports;
    try {
      const outcome = await request();
      if (era !== this.era) return null;
      if (outcome.ok) {
        this.mayHave = outcome.servers.length > 0;
        if (this.mayHave) this.latest = { servers: outcome.servers, atMs: clock.nowMs() };
        return outcome.servers;
      }
      logger.log('debug', 'No account at a TURN server', { why: outcome.reason });
      // An older server does not know what that is.
      if (outcome.reason === 'bad-request') this.mayHave = false;
    } catch (error) {
      logger.log('warn', 'The TURN servers cannot be asked for', { error: String(error) });
    }
    return null;
  }
}
