import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { PublicKey } from '../../shared/protocol/fields';
import type { SasEmoji } from '../../shared/identity/sas-emoji';
import { sasEmoji } from '../../shared/identity/short-authentication-string';
import {
  NO_HISTORY,
  type SeenConnection,
  type VerificationHistory,
  type VerificationOutcome,
} from '../../shared/identity/verification-state';
import { nameKey } from '../../shared/text/name-key';
import type { VerificationChannel } from './verification-channel';
import {
  type VerificationEnds,
  VerificationSession,
  type VerificationSessionPorts,
} from './verification-session';

/** A remote participant, as comparisons know them. */
export interface ComparedPerson {
  readonly id: string;
  /** Sanitised. */
  readonly name: string;
}

/** A comparison that is going on, as it is shown. */
export interface VerificationView {
  readonly person: ComparedPerson;
  /** Whether the local user asked for it. */
  readonly isOwn: boolean;
  /** Seven of them; `null`: they are being agreed on. */
  readonly emoji: readonly SasEmoji[] | null;
  /** The local user has said that they match, and the remote one has not yet. */
  readonly isWaiting: boolean;
  readonly localKey: PublicKey | null;
  readonly remoteKey: PublicKey | null;
}

export interface EndedVerification {
  readonly person: ComparedPerson;
  readonly outcome: VerificationOutcome;
  /** What they were compared by; `null`: a guest without one. */
  readonly remoteKey: PublicKey | null;
}

/** Why nobody was asked. */
export type AskFailure = 'not-connected' | 'busy';

export interface VerificationsPorts extends VerificationSessionPorts {
  readonly localKey: () => Promise<PublicKey | null>;
  readonly remoteKey: (id: string) => PublicKey | null;
  /** The same at both ends; `null`: they are in no call or room with the local user. */
  readonly talk: (id: string) => string | null;
  /** `null`: they are not here, or are blocked. */
  readonly nameOf: (id: string) => string | null;
}

/**
 * Comparing with those in the call or the room, one at a time: whoever else asks meanwhile is
 * answered when nobody looks at anything. Failures are remembered by person for as long as the app
 * runs, over connections, so that nobody gets guess after guess.
 */
export class Verifications implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<VerificationView | null>());
  /** What is to be shown; `null`: nothing. */
  readonly onChange = this.changeEmitter.event;
  private readonly endedEmitter = this.store.add(new Emitter<EndedVerification>());
  readonly onEnded = this.endedEmitter.event;
  private readonly sessions = new Map<string, VerificationSession>();
  private readonly histories = new Map<string, VerificationHistory>();

  constructor(private readonly ports: VerificationsPorts) {
    this.store.defer(() => {
      for (const session of this.sessions.values()) session.dispose();
    });
  }

  /** The comparison that is shown. */
  get view(): VerificationView | null {
    for (const [id, { phase }] of this.sessions) {
      const name = this.ports.nameOf(id);
      if (phase.kind === 'idle' || name === null) continue;
      const isComparing = phase.kind === 'comparing';
      return {
        person: { id, name },
        isOwn: phase.isInitiator,
        emoji: isComparing ? sasEmoji(phase.numbers) : null,
        isWaiting: isComparing && phase.hasLocalMatch,
        localKey: phase.seen.local.key,
        remoteKey: phase.seen.remote.key,
      };
    }
    return null;
  }

  /** A connection with somebody, a new one each time; `null`: it is gone. */
  setChannel(id: string, channel: VerificationChannel | null): void {
    this.sessions.get(id)?.dispose();
    this.sessions.delete(id);
    if (channel === null || this.store.isDisposed) return;
    const session = new VerificationSession(channel, () => this.endsOf(id), this.ports, {
      mayBegin: () => this.view === null,
      history: () => this.histories.get(this.historyKey(id)) ?? NO_HISTORY,
      remember: (history) => {
        this.histories.set(this.historyKey(id), history);
      },
      handleChange: () => {
        this.changeEmitter.fire(this.view);
      },
      handleEnded: (outcome, ends) => {
        this.handleEnded(id, outcome, ends);
      },
    });
    this.sessions.set(id, session);
  }

  /** `null`: they are being asked, or nothing may be compared with them, which `onEnded` tells. */
  async ask(id: string): Promise<AskFailure | null> {
    if (this.view !== null) return 'busy';
    const isAsked = await this.sessions.get(id)?.ask();
    return isAsked === true ? null : 'not-connected';
  }

  /** What the local user says of what is shown. */
  decide(isMatch: boolean): void {
    this.shown?.decide(isMatch);
  }

  /** The local user would rather not; `false`: nothing is shown. */
  cancel(): boolean {
    const { shown } = this;
    shown?.cancel();
    return shown !== undefined;
  }

  /** What there is to see of the connection with somebody; `null`: it is not up. */
  async seen(id: string): Promise<SeenConnection | null> {
    return (await this.sessions.get(id)?.seen()) ?? null;
  }

  dispose(): void {
    this.store.dispose();
  }

  private get shown(): VerificationSession | undefined {
    const { view } = this;
    return view === null ? undefined : this.sessions.get(view.person.id);
  }

  /** Of a person, not of a place: in calls they all have the same id. */
  private historyKey(id: string): string {
    return `${nameKey(this.ports.nameOf(id) ?? '')} ${this.ports.remoteKey(id) ?? ''}`;
  }

  private async endsOf(id: string): Promise<VerificationEnds | null> {
    const localKey = await this.ports.localKey();
    const talk = this.ports.talk(id);
    if (talk === null || this.ports.nameOf(id) === null) return null;
    return { talk, localKey, remoteKey: this.ports.remoteKey(id) };
  }

  private handleEnded(id: string, outcome: VerificationOutcome, ends: VerificationEnds): void {
    const name = this.ports.nameOf(id);
    if (name === null) return;
    this.endedEmitter.fire({ person: { id, name }, outcome, remoteKey: ends.remoteKey });
  }
}
