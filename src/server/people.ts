import type { Clock } from '../shared/base/clock';
import { type Event, Emitter } from '../shared/base/emitter';
import type { Disposable } from '../shared/base/lifecycle';
import { err, ok, type Result } from '../shared/base/result';
import type { PublicKey } from '../shared/protocol/fields';
import { MAX_SIGN_INS_PER_KEY, RESUME_WINDOW_MS } from '../shared/protocol/limits';
import { ECHO_NAME, type Person, type Presence } from '../shared/protocol/messages';
import type { RefusalReason } from '../shared/protocol/reasons';
import { nameKey, sanitiseName } from '../shared/text/sanitise';
import type { Connection } from './connection';
import type { NameClaims } from './identity/name-claims';
import { foldName, NameIndex, type Page } from './roster/name-index';
import type { NameTokens } from './name-tokens';
import { hashToken, isTokenOf } from './random';

/** Names that would pass for the server's own voice, or are its own. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(
  [ECHO_NAME, 'server', 'everybody', 'system'].map(nameKey),
);
export const ECHO_KEY = nameKey(ECHO_NAME);
export const ECHO: Person = { name: ECHO_NAME, presence: 'available' };

/** Somebody who signed in. Without a connection: gone, with the name held until they are back. */
export interface Member {
  /** Under which the name is unique. */
  readonly key: string;
  readonly name: string;
  /** Proved when they signed in; `null`: a guest without a key. */
  readonly publicKey: PublicKey | null;
  presence: Presence;
  /** As their connection has it. */
  via: string | null;
  connection: Connection | null;
}

interface Entry extends Member {
  /** Whose the name is, from when they took it until nobody has it. */
  readonly holder: string;
  tokenHash: string;
  /** Runs while the name waits for them. */
  holdTimer: Disposable | null;
}

export interface SignInRequest {
  readonly name: string;
  readonly presence: Presence;
  readonly resumeToken?: string | undefined;
  /** Proved; left out: none was. */
  readonly publicKey?: PublicKey | undefined;
}

/** Whom a list is to hold. */
export interface PeopleQuery {
  readonly beginning?: string | undefined;
  readonly after?: string | undefined;
}

export interface SignedIn {
  readonly member: Member;
  /** For the next resume; it is told once and kept as a hash. */
  readonly resumeToken: string;
  readonly isResumed: boolean;
  /** A resume may come before the server noticed that the old connection is dead. */
  readonly replaced: Connection | null;
}

/**
 * Who is here, and whose name waits for them. Names are unique by `nameKey`; those that are claimed
 * are given to whoever proved one of their keys only.
 */
export class PeopleRegistry {
  private readonly entries = new Map<string, Entry>();
  /** Those with a connection. */
  private readonly index = new NameIndex<Entry>();
  /** How many of those with a connection signed in with a key. */
  private readonly signIns = new Map<PublicKey, number>();
  private readonly expiredEmitter = new Emitter<Member>();
  /** Somebody did not come back in time: the name is free. */
  readonly onExpired: Event<Member> = this.expiredEmitter.event;

  constructor(
    private readonly clock: Clock,
    private readonly tokens: NameTokens,
    private readonly claims: NameClaims,
  ) {}

  /** People with a connection, the echo peer not counted. */
  get size(): number {
    return this.index.size;
  }

  signIn(request: SignInRequest, connection: Connection): Result<SignedIn, RefusalReason> {
    const name = sanitiseName(request.name);
    if (name === null) return err('name-invalid');
    const key = nameKey(name);
    if (RESERVED_KEYS.has(key)) return err('name-reserved');
    const { publicKey = null } = request;
    if (!this.claims.isFor(key, publicKey)) return err('name-claimed');
    const taken = this.entries.get(key);
    if (taken !== undefined && !isHolder(taken, request)) {
      return err(taken.connection === null ? 'name-held' : 'name-taken');
    }
    if (this.isInTooOften(publicKey, taken)) return err('too-many-sign-ins');
    const signedIn =
      taken === undefined
        ? this.admitNew({ key, name, publicKey }, request, connection)
        : this.takeUp(taken, request, connection);
    if (signedIn === null) return err('name-held');
    if (publicKey !== null) this.claims.use(key, publicKey, connection.addressKey);
    return ok(signedIn);
  }

  /** Keeps the name for somebody whose connection broke, and no longer lists them. */
  hold(member: Member): void {
    const entry = this.entries.get(member.key);
    if (entry === undefined || entry !== member) return;
    this.disconnect(entry);
    entry.holdTimer?.dispose();
    entry.holdTimer = this.clock.after(RESUME_WINDOW_MS, () => {
      this.remove(entry);
      this.expiredEmitter.fire(entry);
    });
  }

  /** Frees the name at once. */
  remove(member: Member): void {
    const entry = this.entries.get(member.key);
    if (entry === undefined || entry !== member) return;
    this.drop(entry);
    this.tokens.free(entry.key);
  }

  /** Whether a name waits for somebody whose connection broke, or whom the server before knew. */
  isHeld(name: string): boolean {
    const key = keyOfName(name);
    if (key === null) return false;
    return this.entries.get(key)?.connection === null || this.tokens.isReserved(key);
  }

  get(key: string): Member | undefined {
    const entry = this.entries.get(key);
    return entry?.connection === null ? undefined : entry;
  }

  /** Everybody here but `member`. */
  others(member: Member): readonly Member[] {
    return this.index.values().filter((entry) => entry !== member);
  }

  /**
   * A page of who is here besides `member`, in the order of their names, the echo peer before them
   * all. `after`: the last name of the page before.
   */
  page(member: Member, { beginning = '', after }: PeopleQuery, limit: number): Page<Person> {
    const isEchoAsked = after === undefined && ECHO_NAME.startsWith(foldName(beginning));
    const echo = isEchoAsked ? [ECHO] : [];
    // The echo peer was on the first page, wherever in the alphabet that ended.
    const from = after === undefined || nameKey(after) === ECHO_KEY ? null : after;
    const room = limit - echo.length;
    const { values, hasMore } = this.index.page(beginning, from, room, member as Entry);
    return { values: [...echo, ...values.map(toPerson)], hasMore };
  }

  /** Names stay held for a server that is restarted. */
  dispose(): void {
    for (const entry of [...this.entries.values()]) this.drop(entry);
    this.expiredEmitter.dispose();
  }

  /** Whether a key is in use as often as it may be, `taken` not counted. */
  private isInTooOften(publicKey: PublicKey | null, taken: Entry | undefined): boolean {
    if (publicKey === null) return false;
    const others = (this.signIns.get(publicKey) ?? 0) - (taken?.connection ? 1 : 0);
    return others >= MAX_SIGN_INS_PER_KEY;
  }

  /** `null`: the name waits for somebody else, who had it before the server was restarted. */
  private admitNew(
    who: Pick<Entry, 'key' | 'name' | 'publicKey'>,
    { presence, resumeToken: shown }: SignInRequest,
    connection: Connection,
  ): SignedIn | null {
    const { key, name, publicKey } = who;
    const holder = this.tokens.admit(key, shown);
    if (holder === null) return null;
    const resumeToken = this.tokens.issue(holder);
    // Without a spread: V8 gives each object that begins with one a hidden class of its own, a
    // third of a kilobyte.
    const member: Entry = {
      key,
      name,
      publicKey,
      holder,
      presence,
      via: connection.via,
      connection,
      tokenHash: hashToken(resumeToken),
      holdTimer: null,
    };
    this.entries.set(member.key, member);
    this.connect(member);
    return { member, resumeToken, isResumed: false, replaced: null };
  }

  private takeUp(entry: Entry, { presence }: SignInRequest, connection: Connection): SignedIn {
    const replaced = entry.connection;
    if (replaced === null) this.connect(entry);
    const resumeToken = this.tokens.issue(entry.holder);
    entry.tokenHash = hashToken(resumeToken);
    entry.holdTimer?.dispose();
    entry.holdTimer = null;
    entry.connection = connection;
    entry.via = connection.via;
    entry.presence = presence;
    return { member: entry, resumeToken, isResumed: true, replaced };
  }

  private drop(entry: Entry): void {
    this.disconnect(entry);
    entry.holdTimer?.dispose();
    entry.holdTimer = null;
    this.entries.delete(entry.key);
  }

  private connect(entry: Entry): void {
    this.index.add(entry);
    const { publicKey } = entry;
    if (publicKey !== null) this.signIns.set(publicKey, (this.signIns.get(publicKey) ?? 0) + 1);
  }

  private disconnect(entry: Entry): void {
    if (entry.connection === null) return;
    entry.connection = null;
    this.index.remove(entry);
    const { publicKey } = entry;
    if (publicKey === null) return;
    const left = (this.signIns.get(publicKey) ?? 0) - 1;
    if (left > 0) this.signIns.set(publicKey, left);
    else this.signIns.delete(publicKey);
  }
}

/** Under which `name`, written in whatever case, is unique; `null`: it is no name. */
export function keyOfName(name: string): string | null {
  const safe = sanitiseName(name);
  return safe === null ? null : nameKey(safe);
}

/** Whose a name is shows its last token, and the key that it was taken with. */
function isHolder(
  { tokenHash, publicKey }: Entry,
  { resumeToken, publicKey: shown }: SignInRequest,
): boolean {
  const isSameKey = publicKey === (shown ?? null);
  return isSameKey && resumeToken !== undefined && isTokenOf(tokenHash, resumeToken);
}

/** Somebody as the others are told of them. */
export function toPerson({ name, presence, publicKey, via }: Member): Person {
  return {
    name,
    presence,
    ...(publicKey === null ? {} : { key: publicKey }),
    ...(via === null ? {} : { via }),
  };
}
