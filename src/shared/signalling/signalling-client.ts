import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { type Disposable, MutableDisposable } from '../base/lifecycle';
import type { Logger } from '../base/logger';
import { SYSTEM_CLOCK } from '../base/system-clock';
import type { Signer } from '../identity/signer';
import type { GrantedReply, Push, PushName, RequestPayload } from '../protocol/events';
import { RESUME_WINDOW_MS } from '../protocol/limits';
import type { IdentityProof } from '../protocol/messages';
import type { RequestFailure } from '../protocol/reasons';
import { PROTOCOL_VERSION } from '../protocol/version';
import type { AccountKeeper } from './account-keeper';
import { mayPass, type ReachFailure } from './reach-failure';
import { type ReconnectPolicy, SIGNALLING_RECONNECT_POLICY } from './reconnect-policy';
import {
  addressText,
  isSameServer,
  parseServerAddress,
  type ServerAddress,
} from './server-address';
import { ServerConnection, type SocketOpener } from './server-connection';
import type {
  AppRequestName,
  Outcome,
  SignallingApi,
  SignallingState,
  SignInOptions,
} from './signalling-api';
import { openSocketIo } from './socket-io-opener';

export interface SignallingClientOptions {
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Sent as the Origin by hosts that are not pages (a page's browser sets its own). */
  readonly origin?: string;
  readonly policy?: ReconnectPolicy;
  /** In [0, 1), for the jitter of the policy. */
  readonly random?: () => number;
  /** Whether the user vouches for that server's certificate, in place of authorities. */
  readonly isPinned?: (server: string) => boolean;
  /** Keeps the sign-in beyond the program; left out: it is forgotten with it. */
  readonly keeper?: AccountKeeper;
  /**
   * The key of this device, asked for each time that it signs in; `null`, or left out: a guest
   * without a key.
   */
  readonly signer?: () => Promise<Signer | null>;
  /** How sockets are made; tests bring their own. */
  readonly openSocket?: (address: ServerAddress) => SocketOpener;
}

/**
 * A connection that broke sooner did not hold: the delays go on growing (a server that kicks us).
 */
const STABLE_AFTER_MS = 5_000;
/** So soon a server answers, over any path that one can talk over. */
const CHECK_PATIENCE_MS = 2_000;
/** The longest that a stopping server can send us away for. */
const MAX_STOPPING_DELAY_MS = 60_000;
/** So long the server may hold our own name against us, see `Account.mayHoldNameUntilMs`. */
const NAME_HOLD_MS = RESUME_WINDOW_MS + 5_000;
/** Refusals of a sign-in that say nothing about us: worth trying again. */
const PASSING_FAILURES: readonly RequestFailure[] = ['timed-out', 'rate-limited', 'server-error'];

/** Somebody who is signed in at a server, or on the way there (again). */
interface Account {
  readonly server: string;
  readonly address: ServerAddress;
  name: string;
  presence: SignInOptions['presence'];
  /** As the server was last told; `null`: it was not. */
  watch: readonly string[] | null;
  /** From the last sign-in. */
  resumeToken: string | null;
  /** The highest `seq` of a line of chat that was heard; `null`: none was. */
  heardSeq: number | null;
  /** For a server that has forgotten the room that one is in; `null`: in none. */
  roomTicket: string | null;
  /** Answers the caller of `signIn`; `null` from the moment that it did. */
  answer: ((outcome: Outcome<'session:sign-in'>) => void) | null;
  /** `null` until the first sign-in succeeded. */
  signedInAtMs: number | null;
  failures: number;
  /**
   * A token is good for one sign-in. When the answer to that got lost, so did the next token, and
   * until the server forgets whom it holds the name for, `name-taken` may mean ourselves.
   */
  mayHoldNameUntilMs: number;
  /**
   * Until when a first sign-in waits for a name that the server holds; `null`: it does not wait.
   */
  waitsUntilMs: number | null;
  /** How long a stopping server asked to be left alone. */
  stoppingDelayMs: number | null;
  /** What else to be called where somebody has `name`, the next one first. */
  readonly otherNames: string[];
  /** Whether a first sign-in goes on where no server answers. */
  readonly keepsTrying: boolean;
}

/** An attempt that came to nothing. */
interface Failure {
  readonly reason: RequestFailure;
  readonly reach?: ReachFailure | undefined;
}

/** Pushes that change what is kept of an account. */
const KEPT_PUSHES: readonly PushName[] = [
  'room:ticket',
  'room:closed',
  'chat:message',
  'room:message',
];

/** Whether a sign-in was refused because of who has the name. */
function isNames(reason: RequestFailure): boolean {
  return reason === 'name-taken' || reason === 'name-held';
}

function failed(reason: RequestFailure): { readonly ok: false; readonly reason: RequestFailure } {
  return { ok: false, reason };
}

/** Of an attempt that came to nothing, as it is told. */
function toldOf({ reason, reach }: Failure): { reason: RequestFailure; reach?: ReachFailure } {
  return reach === undefined ? { reason } : { reason, reach };
}

/** The state of one that waits for its next turn to try. */
function triedAgain(account: Account): SignallingState {
  const { server, name, failures: attempt, signedInAtMs, waitsUntilMs } = account;
  if (signedInAtMs !== null) return { kind: 'reconnecting', server, name, attempt };
  if (waitsUntilMs !== null) return { kind: 'connecting', server, waitsForName: name };
  return { kind: 'connecting', server, retry: { name, attempt } };
}

/** Whether a granted request leads out of the room. */
function isLeaving(name: AppRequestName): boolean {
  return name === 'room:leave' || name === 'room:stop';
}

/**
 * The connection to a signalling server: signs in, asks, hears, and comes back by itself when the
 * network or the server went away, until signed out.
 *
 * - A first sign-in that fails leaves the state `signed-out`; its outcome says why. Where the
 *   server holds the name for somebody whose connection broke, that may be this very person: the
 *   outcome is `name-held`, and it is tried on, in the state `connecting`, for as long as a name is
 *   held. With `keepsTrying` one that no server answers is tried on likewise, without an end, until
 *   there is something that only the user can do about it: the state then says what.
 * - After a break it signs in again with the resume token, and where the server will not have the
 *   token any more, afresh under the same name. When that is refused for good (`name-taken`:
 *   somebody else took the name meanwhile), the state becomes `signed-out` with that `reason`, and
 *   nothing is tried any more: choosing another name is the user's decision.
 * - Where there is a key of this device, it signs for the name each time, and for the server that
 *   was dialled.
 * - What the server gave for the room that one is in is shown to it after a break, so that one that
 *   was restarted makes the room again.
 * - `signed-in` carries the call that is still up on the server, see `SignallingState`.
 */
export class SignallingClient implements SignallingApi, Disposable {
  private readonly logger: Logger;
  private readonly clock: Clock;
  private readonly policy: ReconnectPolicy;
  private readonly random: () => number;
  private readonly openSocket: (address: ServerAddress) => SocketOpener;
  private readonly isPinned: (server: string) => boolean;
  private readonly keeper: AccountKeeper | null;
  private readonly signer: (() => Promise<Signer | null>) | null;
  private readonly stateEmitter = new Emitter<SignallingState>();
  private readonly pushEmitter = new Emitter<Push>();
  private readonly connection = new MutableDisposable<ServerConnection>();
  private readonly retryTimer = new MutableDisposable<Disposable>();
  private state: SignallingState = { kind: 'signed-out' };
  private account: Account | null = null;
  /** Left without the server's word: it still holds the name, and this token gets it back. */
  private abandoned: Account | null = null;
  /** Counts sign-ins and sign-outs, so that one that waited can see whether it was overtaken. */
  private turn = 0;
  private isDisposed = false;

  constructor(options: SignallingClientOptions) {
    this.logger = options.logger;
    this.clock = options.clock ?? SYSTEM_CLOCK;
    this.policy = options.policy ?? SIGNALLING_RECONNECT_POLICY;
    this.random = options.random ?? Math.random;
    this.openSocket =
      options.openSocket ?? ((address) => openSocketIo(address, { origin: options.origin }));
    this.isPinned = options.isPinned ?? (() => false);
    this.keeper = options.keeper ?? null;
    this.signer = options.signer ?? null;
  }

  /**
   * Refuses with `bad-request` when `server` is no URL of a server, `offline` when none is there.
   */
  async signIn(options: SignInOptions): Promise<Outcome<'session:sign-in'>> {
    const address = parseServerAddress(options.server);
    if (address === null || this.isDisposed) return failed('bad-request');
    const account = this.prepare(options, address);
    if (this.isSameAs(account)) {
      if (this.state.kind === 'signed-in') return failed('already-signed-in');
      // Tried again by hand: at once, and with name and call waiting on the server.
      this.turn += 1;
      this.drop();
      return this.begin(account);
    }
    const turn = (this.turn += 1);
    await this.leave(false);
    if (this.keeper !== null) await this.takeKept(account, this.keeper);
    if (turn !== this.turn) return failed('offline');
    return this.begin(account);
  }

  async signOut(options: { readonly force: boolean }): Promise<void> {
    this.turn += 1;
    await this.leave(options.force);
  }

  retryNow(): Promise<void> {
    const { account, retryTimer } = this;
    if (account !== null && retryTimer.value !== undefined) this.retry(account);
    else if (account !== null && this.state.kind === 'signed-in') this.check(account);
    return Promise.resolve();
  }

  request<K extends AppRequestName>(name: K, payload: RequestPayload<K>): Promise<Outcome<K>> {
    const connection = this.connection.value;
    if (connection === undefined || this.state.kind !== 'signed-in') {
      return Promise.resolve(failed('offline'));
    }
    return new Promise((resolve) => {
      connection.request(name, payload, (outcome) => {
        if (outcome.ok && 'presence' in payload) this.keepPresence(payload.presence);
        if (outcome.ok && 'names' in payload) this.keepWatch(payload.names);
        if (outcome.ok && isLeaving(name)) this.dropTicket();
        resolve(outcome);
      });
    });
  }

  onState(listener: (state: SignallingState) => void): () => void {
    const subscription = this.stateEmitter.event(listener);
    listener(this.state);
    return () => {
      subscription.dispose();
    };
  }

  onPush(listener: (push: Push) => void): () => void {
    const subscription = this.pushEmitter.event(listener);
    return () => {
      subscription.dispose();
    };
  }

  /** Closes the connection without signing out: the server holds name and call for a while. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.turn += 1;
    this.drop();
    this.retryTimer.dispose();
    this.connection.dispose();
    this.stateEmitter.dispose();
    this.pushEmitter.dispose();
  }

  // ── signing in and out ───────────────────────────────────────────────────────────────────────

  private prepare(options: SignInOptions, address: ServerAddress): Account {
    const isHeld = (held: Account | null): held is Account =>
      held !== null && isSameServer(held.server, options.server) && held.name === options.name;
    const held = [this.account, this.abandoned].find(isHeld);
    return {
      ...options,
      address,
      watch: options.watch ?? null,
      resumeToken: held?.resumeToken ?? null,
      heardSeq: held?.heardSeq ?? null,
      roomTicket: held?.roomTicket ?? null,
      answer: null,
      signedInAtMs: null,
      failures: 0,
      mayHoldNameUntilMs: 0,
      waitsUntilMs: null,
      stoppingDelayMs: null,
      otherNames: [...(options.otherNames ?? [])],
      keepsTrying: options.keepsTrying === true,
    };
  }

  /** What an earlier program left behind when it crashed. */
  private async takeKept(account: Account, keeper: AccountKeeper): Promise<void> {
    const kept = await keeper.claim(addressText(account.address), account.name);
    if (kept === null || account.resumeToken !== null) return;
    Object.assign(account, kept);
    // The answer that brought the next token may have been lost with it.
    account.mayHoldNameUntilMs = this.clock.nowMs() + NAME_HOLD_MS;
  }

  private keep({ resumeToken, heardSeq, roomTicket }: Account): void {
    if (resumeToken !== null) this.keeper?.keep({ resumeToken, heardSeq, roomTicket });
  }

  /** Whether `next` takes up again what is there already. */
  private isSameAs(next: Account): boolean {
    return next.resumeToken !== null && this.account?.resumeToken === next.resumeToken;
  }

  private begin(account: Account): Promise<Outcome<'session:sign-in'>> {
    return new Promise((resolve) => {
      account.answer = resolve;
      this.account = account;
      this.setState({ kind: 'connecting', server: account.server });
      this.connect(account);
    });
  }

  /** Ends the account there is, telling the server if it can hear. */
  private async leave(isForced: boolean): Promise<void> {
    const account = this.account;
    const connection = this.connection.value;
    if (account === null) return;
    if (connection === undefined || this.state.kind !== 'signed-in') {
      this.drop();
      this.setState({ kind: 'signed-out' });
      return;
    }
    const said = new Promise<boolean>((resolve) => {
      connection.request('session:sign-out', {}, (outcome) => {
        resolve(outcome.ok);
      });
    });
    const wasHeard = !isForced && (await said);
    if (this.account !== account) return;
    this.drop();
    if (wasHeard) {
      this.abandoned = null;
      this.keeper?.forget();
    }
    this.setState({ kind: 'signed-out' });
  }

  /** Lets go of the connection, and remembers a token that the server may still honour. */
  private drop(): void {
    const account = this.account;
    this.account = null;
    this.retryTimer.value = undefined;
    this.connection.value = undefined;
    if (account === null) return;
    if (account.resumeToken !== null) this.abandoned = account;
    this.answer(account, failed('offline'));
  }

  private answer(account: Account, outcome: Outcome<'session:sign-in'>): void {
    account.answer?.(outcome);
    account.answer = null;
  }

  /** Says what the server knows already: all that matters is that it answers. */
  private check({ presence }: Account): void {
    this.connection.value?.check('presence:set', { presence }, CHECK_PATIENCE_MS);
  }

  // ── one connection after another ─────────────────────────────────────────────────────────────

  private connect(account: Account): void {
    const opener = this.openSocket(account.address);
    this.connection.value = new ServerConnection(opener, this.clock, this.logger, {
      handleConnected: () => {
        this.introduce(account);
      },
      handleLost: (why, reach) => {
        this.handleLost(account, why, reach);
      },
      handlePush: (push) => {
        this.handlePush(account, push);
      },
    });
  }

  /** Signs in over the connection that is up, with the key of this device where there is one. */
  private introduce(account: Account): void {
    const connection = this.connection.value;
    if (connection === undefined) return;
    if (this.signer === null) {
      this.askIn(account, connection, null);
      return;
    }
    void this.prove(account, connection, this.signer).then((identity) => {
      if (this.account !== account || this.connection.value !== connection) return;
      this.askIn(account, connection, identity);
    });
  }

  /**
   * What shows the server whose name it is. Never rejects: a key that cannot be used is none
   * (`null`), and the server says what follows.
   */
  private async prove(
    { address, name }: Account,
    { id }: ServerConnection,
    findSigner: () => Promise<Signer | null>,
  ): Promise<IdentityProof | null> {
    try {
      const signer = await findSigner();
      if (signer === null) return null;
      const key = signer.publicKey;
      const claim = { origin: address.url, key, atMs: this.clock.nowMs() };
      const signature = await signer.sign({ kind: 'sign-in', name, nonce: id, ...claim });
      return { ...claim, signature };
    } catch (error) {
      this.logger.log('warn', 'The key of this device cannot be used', { error: String(error) });
      return null;
    }
  }

  private askIn(
    account: Account,
    connection: ServerConnection,
    identity: IdentityProof | null,
  ): void {
    const { name, presence, watch, resumeToken, heardSeq, roomTicket } = account;
    connection.request(
      'session:sign-in',
      {
        name,
        presence,
        version: PROTOCOL_VERSION,
        ...(identity === null ? {} : { identity }),
        ...(watch === null ? {} : { watch: [...watch] }),
        ...(resumeToken === null ? {} : { resumeToken }),
        ...(heardSeq === null ? {} : { heardSeq }),
        ...(roomTicket === null ? {} : { roomTicket }),
      },
      (outcome) => {
        if (this.account !== account) return;
        if (outcome.ok) this.handleSignedIn(account, outcome);
        else this.handleRefused(account, outcome.reason);
      },
    );
  }

  private handleSignedIn(account: Account, reply: GrantedReply<'session:sign-in'>): void {
    const { server, address, watch } = account;
    account.name = reply.name;
    account.resumeToken = reply.resumeToken;
    account.heardSeq ??= reply.seq;
    if (reply.room === null) account.roomTicket = null;
    account.signedInAtMs = this.clock.nowMs();
    account.stoppingDelayMs = null;
    account.waitsUntilMs = null;
    this.abandoned = null;
    this.keep(account);
    this.logger.log('info', 'Signed in', { resumed: reply.resumed });
    this.setState({
      kind: 'signed-in',
      server,
      name: reply.name,
      isSecure: address.isSecure,
      ...(address.isSecure && this.isPinned(server) ? { isPinned: true } : {}),
      callId: reply.callId,
      run: reply.run,
      roster: reply.roster,
      ...(watch === null ? {} : { watched: { names: watch, people: reply.people } }),
      room: reply.room,
    });
    this.answer(account, reply);
  }

  private handleRefused(account: Account, reason: RequestFailure): void {
    if (reason === 'offline' || reason === 'timed-out') {
      account.mayHoldNameUntilMs = this.clock.nowMs() + NAME_HOLD_MS;
    }
    // The connection broke while asking: handleLost follows.
    if (reason === 'offline') return;
    const isOthers = isNames(reason) && account.signedInAtMs === null;
    const otherName = isOthers ? account.otherNames.shift() : undefined;
    const isPassing = this.isPassing(account, reason);
    if (otherName !== undefined) void this.introduceAs(account, otherName);
    else if (account.resumeToken !== null && !isPassing) {
      account.resumeToken = null;
      this.introduce(account);
    } else if (isPassing && (account.signedInAtMs !== null || this.goesOn(account, reason))) {
      this.logger.log('info', 'Not signed in yet', { reason });
      this.connection.value = undefined;
      this.retryAfter(account, { reason });
    } else {
      // Whoever has waited for so long waits in vain.
      this.giveUp(account, { reason: reason === 'name-held' ? 'name-taken' : reason });
    }
  }

  /** Over the connection that is up, if it still is by then. */
  private async introduceAs(account: Account, name: string): Promise<void> {
    const isNew = { name, resumeToken: null, heardSeq: null, roomTicket: null };
    Object.assign(account, isNew, { mayHoldNameUntilMs: 0 });
    if (this.keeper !== null) await this.takeKept(account, this.keeper);
    if (this.account === account) this.introduce(account);
  }

  private isPassing({ mayHoldNameUntilMs }: Account, reason: RequestFailure): boolean {
    const isOwnName = isNames(reason) && this.clock.nowMs() < mayHoldNameUntilMs;
    return isOwnName || reason === 'name-held' || PASSING_FAILURES.includes(reason);
  }

  /** Whether a first sign-in that was refused is tried on. */
  private goesOn(account: Account, reason: RequestFailure): boolean {
    if (!isNames(reason)) return account.keepsTrying || this.waits(account);
    account.waitsUntilMs ??= this.clock.nowMs() + NAME_HOLD_MS;
    return this.waits(account);
  }

  private waits({ waitsUntilMs }: Account): boolean {
    return waitsUntilMs !== null && this.clock.nowMs() < waitsUntilMs;
  }

  /**
   * The server will not have us. Whoever waits for `signIn` is told; otherwise the state says why.
   */
  private giveUp(account: Account, failure: Failure): void {
    const isAwaited = account.answer !== null;
    this.logger.log('warn', 'Not signed in', { reason: failure.reason });
    const told = toldOf(failure);
    this.answer(account, { ok: false, ...told });
    this.drop();
    this.setState({ kind: 'signed-out', ...(isAwaited ? {} : told) });
  }

  private handleLost(account: Account, why: string, reach?: ReachFailure): void {
    if (this.account !== account) return;
    this.logger.log('info', 'The connection to the server broke', {
      why,
      problem: reach?.problem,
    });
    const isFirst = account.signedInAtMs === null && account.waitsUntilMs === null;
    const failure = { reason: 'offline', reach } as const;
    if (isFirst && !(account.keepsTrying && mayPass(reach))) this.giveUp(account, failure);
    else this.retryAfter(account, failure);
  }

  /** Whoever waits for the outcome of a first sign-in is told that it goes on. */
  private retryAfter(account: Account, failure: Failure): void {
    this.retryLater(account);
    const told = toldOf(isNames(failure.reason) ? { reason: 'name-held' } : failure);
    this.answer(account, { ok: false, ...told, isTriedOn: true });
  }

  private retryLater(account: Account): void {
    const heldMs = this.clock.nowMs() - (account.signedInAtMs ?? 0);
    if (this.state.kind === 'signed-in' && heldMs >= STABLE_AFTER_MS) account.failures = 0;
    const delayMs =
      account.stoppingDelayMs ?? this.policy.nextRetryDelayInMs(account.failures, this.random());
    account.stoppingDelayMs = null;
    account.failures += 1;
    this.retryTimer.value = this.clock.after(delayMs, () => {
      this.retry(account);
    });
    this.setState(triedAgain(account));
  }

  private retry(account: Account): void {
    this.retryTimer.value = undefined;
    this.connect(account);
  }

  // ── what comes in ────────────────────────────────────────────────────────────────────────────

  private handlePush(account: Account, push: Push): void {
    if (this.account !== account) return;
    if (push.name === 'server:stopping') {
      const delayMs = Math.max(push.payload.retryInMs, 0);
      account.stoppingDelayMs = Math.min(delayMs, MAX_STOPPING_DELAY_MS);
    }
    if (push.name === 'room:ticket') account.roomTicket = push.payload.ticket;
    else if (push.name === 'room:closed') account.roomTicket = null;
    if (push.name === 'chat:message' || push.name === 'room:message') {
      account.heardSeq = Math.max(account.heardSeq ?? 0, push.payload.seq);
    }
    if (KEPT_PUSHES.includes(push.name)) this.keep(account);
    this.guard(() => {
      this.pushEmitter.fire(push);
    });
  }

  /** What presence to come back with. */
  private keepPresence(presence: SignInOptions['presence']): void {
    if (this.account !== null) this.account.presence = presence;
  }

  /** Of whom to hear from the next signing in on. */
  private keepWatch(names: readonly string[]): void {
    if (this.account !== null) this.account.watch = names;
  }

  private dropTicket(): void {
    if (this.account === null) return;
    this.account.roomTicket = null;
    this.keep(this.account);
  }

  private setState(state: SignallingState): void {
    this.state = state;
    this.guard(() => {
      this.stateEmitter.fire(state);
    });
  }

  /** A listener's fault must not end up in the socket, which would count it as its own. */
  private guard(fire: () => void): void {
    try {
      fire();
    } catch (error) {
      this.logger.log('error', 'A signalling listener failed', { error: String(error) });
    }
  }
}
