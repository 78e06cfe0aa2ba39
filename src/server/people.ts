import type { Clock } from '../shared/base/clock';
import { type Event, Emitter } from '../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../shared/base/lifecycle';
import { err, ok, type Result } from '../shared/base/result';
import { RESUME_WINDOW_MS } from '../shared/protocol/limits';
import { ECHO_NAME, type Person, type Presence } from '../shared/protocol/messages';
import type { RefusalReason } from '../shared/protocol/reasons';
import { nameKey, sanitiseName } from '../shared/text/sanitise';
import type { Connection } from './connection';
import { hashToken, isTokenOf, type RandomSource } from './random';

/** Names that would pass for the server's own voice, or are its own. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(
  [ECHO_NAME, 'server', 'everybody', 'system'].map(nameKey),
);
export const ECHO_KEY = nameKey(ECHO_NAME);
const ECHO: Person = { name: ECHO_NAME, presence: 'available' };

/** Somebody who signed in. Without a connection: gone, with the name held until they are back. */
export interface Member {
  /** Under which the name is unique. */
  readonly key: string;
  readonly name: string;
  presence: Presence;
  connection: Connection | null;
}

interface Entry extends Member {
  tokenHash: Buffer;
  readonly hold: MutableDisposable<Disposable>;
}

export interface SignInRequest {
  readonly name: string;
  readonly presence: Presence;
  readonly resumeToken?: string | undefined;
}

export interface SignedIn {
  readonly member: Member;
  /** For the next resume; it is told once and kept as a hash. */
  readonly resumeToken: string;
  readonly isResumed: boolean;
  /** A resume may come before the server noticed that the old connection is dead. */
  readonly replaced: Connection | null;
}

/** Who is here, and whose name waits for them. Names are unique by `nameKey`. */
export class PeopleRegistry {
  private readonly entries = new Map<string, Entry>();
  private readonly expiredEmitter = new Emitter<Member>();
  /** Somebody did not come back in time: the name is free. */
  readonly onExpired: Event<Member> = this.expiredEmitter.event;

  constructor(
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  /** People with a connection, the echo peer not counted. */
  get size(): number {
    return [...this.entries.values()].filter((entry) => entry.connection !== null).length;
  }

  signIn(request: SignInRequest, connection: Connection): Result<SignedIn, RefusalReason> {
    const name = sanitiseName(request.name);
    if (name === null) return err('name-invalid');
    const key = nameKey(name);
    if (RESERVED_KEYS.has(key)) return err('name-reserved');
    const taken = this.entries.get(key);
    if (taken === undefined) return ok(this.admit({ key, name }, request, connection));
    const { resumeToken } = request;
    if (resumeToken === undefined || !isTokenOf(taken.tokenHash, resumeToken)) {
      return err('name-taken');
    }
    return ok(this.takeUp(taken, request, connection));
  }

  /** Keeps the name for somebody whose connection broke, and no longer lists them. */
  hold(member: Member): void {
    const entry = this.entries.get(member.key);
    if (entry === undefined || entry !== member) return;
    entry.connection = null;
    entry.hold.value = this.clock.after(RESUME_WINDOW_MS, () => {
      this.remove(entry);
      this.expiredEmitter.fire(entry);
    });
  }

  /** Frees the name at once. */
  remove(member: Member): void {
    const entry = this.entries.get(member.key);
    if (entry === undefined || entry !== member) return;
    entry.connection = null;
    entry.hold.dispose();
    this.entries.delete(entry.key);
  }

  /** Whoever is here under `name`, written in whatever case. */
  find(name: string): Member | undefined {
    const safe = sanitiseName(name);
    return safe === null ? undefined : this.get(nameKey(safe));
  }

  /** Whether a name waits for somebody whose connection broke. */
  isHeld(name: string): boolean {
    const safe = sanitiseName(name);
    return safe !== null && this.entries.get(nameKey(safe))?.connection === null;
  }

  get(key: string): Member | undefined {
    const entry = this.entries.get(key);
    return entry?.connection === null ? undefined : entry;
  }

  /** Everybody here but `member`. */
  others(member: Member): Member[] {
    return [...this.entries.values()].filter(
      (entry) => entry !== member && entry.connection !== null,
    );
  }

  /** What `member` is shown: the others, the echo peer among them. */
  listFor(member: Member): Person[] {
    return [ECHO, ...this.others(member).map(({ name, presence }) => ({ name, presence }))];
  }

  dispose(): void {
    for (const entry of [...this.entries.values()]) this.remove(entry);
    this.expiredEmitter.dispose();
  }

  private admit(
    who: Pick<Member, 'key' | 'name'>,
    { presence }: SignInRequest,
    connection: Connection,
  ): SignedIn {
    const resumeToken = this.random.token();
    const member: Entry = {
      ...who,
      presence,
      connection,
      tokenHash: hashToken(resumeToken),
      hold: new MutableDisposable(),
    };
    this.entries.set(member.key, member);
    return { member, resumeToken, isResumed: false, replaced: null };
  }

  private takeUp(entry: Entry, { presence }: SignInRequest, connection: Connection): SignedIn {
    const replaced = entry.connection;
    const resumeToken = this.random.token();
    entry.tokenHash = hashToken(resumeToken);
    entry.hold.value = undefined;
    entry.connection = connection;
    entry.presence = presence;
    return { member: entry, resumeToken, isResumed: true, replaced };
  }
}
