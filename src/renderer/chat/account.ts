import { Emitter } from '../../shared/base/emitter';
import { anonymousName } from '../../shared/config/anonymous-name';
import type { Presence } from '../../shared/protocol/messages';
import {
  MAX_OTHER_NAMES,
  type Outcome,
  type SignallingApi,
  type SignallingState,
} from '../../shared/signalling/signalling-api';

export interface LoginRequest {
  /** `null`: a name is made up. */
  readonly name: string | null;
  readonly server: string;
}

/** What came of a login. */
export type LoginOutcome = Outcome<'session:sign-in'> & {
  /** The name that it was last about. */
  readonly tried: string;
  /** The user has signed in or out otherwise meanwhile: nothing is to be said of this one. */
  readonly isOvertaken: boolean;
};

/** Who the local user is on the server: signing in and out, and the presence. */
export class Account {
  private currentState: SignallingState = { kind: 'signed-out' };
  private currentPresence: Presence = 'available';
  private request: LoginRequest | null = null;
  /** Counts logins and logouts. */
  private turn = 0;
  private readonly changeEmitter = new Emitter<void>();
  /** State or presence changed. */
  readonly onChange = this.changeEmitter.event;

  constructor(
    private readonly signalling: SignallingApi,
    private readonly random: () => number,
    /** Of whom the local user wants to hear that they come and go. */
    private readonly wanted: () => readonly string[] = () => [],
  ) {}

  get state(): SignallingState {
    return this.currentState;
  }

  get presence(): Presence {
    return this.currentPresence;
  }

  /** The name on the server, also while the connection is being made again; `null`: signed out. */
  get name(): string | null {
    const state = this.currentState;
    return state.kind === 'signed-in' || state.kind === 'reconnecting' ? state.name : null;
  }

  /** The server that the user is signed in to, or on the way to; `null`: signed out. */
  get server(): string | null {
    const state = this.currentState;
    return state.kind === 'signed-out' ? null : state.server;
  }

  /** What is being tried, whether for the first time or again and again; `null`: nothing. */
  get trying(): LoginRequest | null {
    return this.currentState.kind === 'connecting' ? this.request : null;
  }

  /** Why nobody is to be asked for anything; `null`: there is a name to ask under. */
  get absence(): 'not-signed-in' | 'offline' | null {
    if (this.name !== null) return null;
    return this.trying === null ? 'not-signed-in' : 'offline';
  }

  handleState(state: SignallingState): void {
    this.currentState = state;
    this.changeEmitter.fire();
  }

  /**
   * Signs in under the name given; a made-up one is changed until it is free.
   *
   * @param keepsTrying Whether it goes on by itself where no server answers.
   */
  async login(request: LoginRequest, keepsTrying = true): Promise<LoginOutcome> {
    const turn = (this.turn += 1);
    this.request = request;
    const [name, ...otherNames] = this.namesFor(request);
    const outcome = await this.signalling.signIn({
      server: request.server,
      name,
      presence: this.currentPresence,
      watch: [...this.wanted()],
      otherNames,
      keepsTrying,
    });
    const isTaken = !outcome.ok && outcome.reason === 'name-taken';
    const tried = isTaken ? (otherNames.at(-1) ?? name) : name;
    return { ...outcome, tried, isOvertaken: turn !== this.turn };
  }

  /**
   * How a login that goes on by itself ends: `true` signed in, `false` in vain, or overtaken.
   */
  untilSettled(): Promise<boolean> {
    const { turn } = this;
    return new Promise((resolve) => {
      const look = (): void => {
        const { kind } = this.currentState;
        const isOn = turn === this.turn && kind === 'connecting';
        if (isOn) return;
        listening.dispose();
        resolve(turn === this.turn && kind === 'signed-in');
      };
      const listening = this.changeEmitter.event(look);
      look();
    });
  }

  logout(force: boolean): Promise<void> {
    this.turn += 1;
    return this.signalling.signOut({ force });
  }

  /** Kept for the next sign-in, too, when there is no server to tell now. */
  async setPresence(presence: Presence): Promise<Outcome<'presence:set'>> {
    this.currentPresence = presence;
    this.changeEmitter.fire();
    if (this.currentState.kind !== 'signed-in') return { ok: true };
    return this.signalling.request('presence:set', { presence });
  }

  private namesFor({ name }: LoginRequest): readonly [string, ...string[]] {
    if (name !== null) return [name];
    const others = Array.from({ length: MAX_OTHER_NAMES }, (_, index) =>
      anonymousName(this.random(), index + 1),
    );
    return [anonymousName(this.random()), ...others];
  }
}
