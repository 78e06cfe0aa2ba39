import { Emitter } from '../../shared/base/emitter';
import { anonymousName } from '../../shared/config/anonymous-name';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { Presence } from '../../shared/protocol/messages';
import type {
  Outcome,
  SignallingApi,
  SignallingState,
} from '../../shared/signalling/signalling-api';

/**
 * How many made-up names are tried before giving up: a server with all of them is a strange one.
 */
const MAX_ANONYMOUS_ATTEMPTS = 5;

export interface LoginRequest {
  /** `null`: a name is made up. */
  readonly name: string | null;
  readonly server: string;
}

function isOthers(reason: RequestFailure): boolean {
  return reason === 'name-taken' || reason === 'name-held';
}

/** Who the local user is on the server: signing in and out, and the presence. */
export class Account {
  private currentState: SignallingState = { kind: 'signed-out' };
  private currentPresence: Presence = 'available';
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

  handleState(state: SignallingState): void {
    this.currentState = state;
    this.changeEmitter.fire();
  }

  /** Signs in under the name given; a made-up one is changed until it is free. */
  async login(request: LoginRequest): Promise<Outcome<'session:sign-in'> & { tried: string }> {
    for (let attempt = 0; ; attempt++) {
      const name = request.name ?? anonymousName(this.random(), attempt);
      const outcome = await this.signalling.signIn({
        server: request.server,
        name,
        presence: this.currentPresence,
        watch: [...this.wanted()],
      });
      const isRetryable = request.name === null && attempt < MAX_ANONYMOUS_ATTEMPTS;
      if (outcome.ok || !isOthers(outcome.reason) || !isRetryable) {
        return { ...outcome, tried: name };
      }
    }
  }

  logout(force: boolean): Promise<void> {
    return this.signalling.signOut({ force });
  }

  /** Kept for the next sign-in, too, when there is no server to tell now. */
  async setPresence(presence: Presence): Promise<Outcome<'presence:set'>> {
    this.currentPresence = presence;
    this.changeEmitter.fire();
    if (this.currentState.kind !== 'signed-in') return { ok: true };
    return this.signalling.request('presence:set', { presence });
  }
}
