import type { Clock } from '../../shared/base/clock';
import { type AutoAnswered, decideAutoAnswer } from '../../shared/call/auto-answer';
import type { Settings } from '../../shared/config/settings';
import type { Trust } from '../../shared/identity/trust';
import type { Presence } from '../../shared/protocol/messages';
import type { IncomingCall, RingPlan } from './ring-controller';

export interface AutoAnswererPorts {
  /** Whether the host lets calls answer themselves: a web page does not. */
  readonly canAnswer: boolean;
  settings(): Settings;
  /** The server that the call came over; `null`: signed out. */
  server(): string | null;
  presence(): Presence;
  isScreenLocked(): Promise<boolean>;
  /** What the name and the key of whoever calls together are to the local user. */
  trustOf(caller: string): Trust;
  readonly clock: Clock;
}

/** Says which calls answer themselves, and remembers those that did: there is a limit to them. */
export class AutoAnswerer {
  private history: readonly AutoAnswered[] = [];

  constructor(private readonly ports: AutoAnswererPorts) {}

  async plan({ peer: caller, isGuest, via }: IncomingCall): Promise<RingPlan> {
    if (!this.ports.canAnswer) return { kind: 'ring' };
    const isScreenLocked = await this.ports.isScreenLocked();
    const decision = decideAutoAnswer({
      settings: this.ports.settings(),
      caller,
      server: this.ports.server(),
      presence: this.ports.presence(),
      // The call machine declines a second call before anything rings.
      isInCall: false,
      isScreenLocked,
      isGuest,
      isForeign: via !== undefined,
      trust: this.ports.trustOf(caller),
      recent: this.history,
      nowMs: this.ports.clock.nowMs(),
    });
    return decision === 'ring' ? { kind: 'ring' } : { kind: 'countdown', ms: decision.countdownMs };
  }

  /** The call of `caller` is about to be answered by itself. */
  handleAnswered(caller: string): void {
    this.history = [...this.history.slice(-100), { caller, atMs: this.ports.clock.nowMs() }];
  }
}
