import { isInCall } from '../../shared/call/call-phase';
import type { Result } from '../../shared/base/result';
import type { PEOPLE_COMMANDS } from '../../shared/commands/areas/people-commands';
import {
  readFingerprint,
  splitPin,
  withCertificate,
} from '../../shared/config/trusted-certificate';
import type { Settings } from '../../shared/config/settings';
import { hasName } from '../../shared/people/name-list';
import type { Presence } from '../../shared/protocol/messages';
import type { Outcome } from '../../shared/signalling/signalling-api';
import type { Account } from '../chat/account';
import type { ChatClient, ChatFailure } from '../chat/chat-client';
import type { Lookup, LookupPage } from '../chat/lookup';
import type { Roster } from '../chat/roster';
import type { KeptIdentities } from '../people/kept-identities';
import type { NoticeTone } from '../text/notice-tone';
import {
  LOGIN_IN_A_CALL,
  MESSAGE_TO_YOURSELF,
  NO_FINGERPRINT,
  NO_LONGER_TRIED,
  NO_MORE_PEOPLE,
  NO_TRUST_HERE,
  noAddressSentence,
  nobodyYetSentence,
  noCertificateSentence,
  NOTHING_TO_SIGN_OUT,
  presenceSentence,
  SIGNED_OUT,
  signedInAgainSentence,
  signedInAlreadySentence,
  madeUpNameSentence,
  signedInSentence,
  type SignInFailure,
  signInFailureSentence,
  whoAmISentence,
} from '../text/account-sentences';
import { BAD_PIN } from '../text/network-sentences';
import type { OwnKeyFacts } from '../text/own-key-sentences';
import { lookupText } from '../text/people-lines';
import { parseServerAddress, webSocketUrl } from '../../shared/signalling/server-address';
import { refusalSentence } from '../text/refusal-sentences';
import type { CallVerbs } from './call-handlers';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface PeopleHandlerPorts extends NoticePort {
  readonly account: Account;
  readonly identity: OwnKeyFacts;
  readonly roster: Roster;
  readonly identities: Pick<KeptIdentities, 'markOf'>;
  readonly lookup: Lookup;
  readonly chat: ChatClient;
  readonly call: Pick<CallVerbs, 'phase'>;
  /** The address that was said `back`th, 1 for the newest; `null`: there were not so many. */
  addressAt(back: number): string | null;
  /** Asks whether an address is to be opened. */
  askToOpen(url: string): void;
  /** Where `login` goes, and as whom, when it does not say; `null`: under a made-up name. */
  server(): string;
  usualName(): string | null;
  /** Holds for `durationMs`, or until another is chosen. */
  choosePresence(presence: Presence, durationMs: number | null): Promise<Outcome<'presence:set'>>;
  /** Whether the host lets the user trust a certificate that no authority vouches for. */
  readonly canTrustCertificates: boolean;
  readonly program: { readonly appVersion: string };
  settings(): Settings;
  now(): Date;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
}

/** The commands of people: signing in, who is here, and what is said to them. */
export class PeopleHandlers {
  readonly all: Handlers<NamesOf<typeof PEOPLE_COMMANDS>> = {
    login: ({ user, server, trust }) => this.loginAt(user, server, trust),
    logout: ({ isForced }) => this.logout(isForced),
    lookup: ({ beginning, isMore }) => this.lookup(beginning, isMore),
    say: async ({ text }) => {
      this.settle(await this.ports.chat.say(text));
    },
    msg: async ({ person, text }) => {
      if (hasName(this.ports.settings().blocked, person)) {
        this.say(refusalSentence('blocked', person), 'warn');
        return;
      }
      this.settle(await this.ports.chat.tell(person, text), person);
    },
    open: ({ back }) => {
      this.open(back);
    },
    set: ({ presence, durationMs }) => this.setPresence(presence, durationMs),
    whoami: () => {
      this.whoAmI();
    },
  };

  constructor(private readonly ports: PeopleHandlerPorts) {}

  /** Signs in as the app starts: a server that is not there is said in one sentence. */
  async signIn(name: string | null, server: string): Promise<void> {
    const outcome = await this.ports.account.login({ name, server });
    if (outcome.isOvertaken) return;
    const said = name === null ? madeUpNameSentence : signedInSentence;
    if (outcome.ok) this.say(said(outcome.name), 'good');
    else this.sayFailure(outcome, outcome.tried, server);
  }

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }

  private sayFailure(failure: SignInFailure, name: string, server: string, again?: string): void {
    const isTriedOn = failure.isTriedOn === true;
    this.say(signInFailureSentence(failure, name, server, again), isTriedOn ? 'warn' : 'error');
  }

  private open(back: number): void {
    const url = this.ports.addressAt(back);
    if (url === null) this.say(noAddressSentence(back), 'warn');
    else this.ports.askToOpen(url);
  }

  private settle(outcome: Result<void, ChatFailure>, who?: string): void {
    if (outcome.ok) return;
    if (outcome.error === 'not-yourself') {
      this.say(MESSAGE_TO_YOURSELF, 'error');
      return;
    }
    // The connection of somebody who signed out is not being tried again.
    const { absence } = this.ports.account;
    const reason = outcome.error === 'offline' ? (absence ?? 'offline') : outcome.error;
    this.say(refusalSentence(reason, who), 'error');
  }

  /** An address may say by which certificate its server is known: where `host on` shows it. */
  private async loginAt(
    user: string | null,
    address: string | null,
    trust: string | null,
  ): Promise<void> {
    if (address === null) {
      await this.login(user, null, trust);
      return;
    }
    const { server, pin } = splitPin(address);
    if (pin !== null && readFingerprint(pin) === null) this.say(BAD_PIN, 'error');
    // Where browsers decide, theirs is asked, as of every other certificate.
    else await this.login(user, server, trust ?? (this.ports.canTrustCertificates ? pin : null));
  }

  /** A refused change of name leaves the old sign-in as it was: it is taken up again. */
  private async login(
    user: string | null,
    server: string | null,
    trust: string | null,
  ): Promise<void> {
    const { account } = this.ports;
    const before = account.state;
    if (isInCall(this.ports.call.phase)) {
      this.say(LOGIN_IN_A_CALL, 'warn');
      return;
    }
    if (user === null && server === null && trust === null && before.kind === 'signed-in') {
      this.say(signedInAlreadySentence(before.name));
      return;
    }
    const { trying } = account;
    const name = user ?? account.name ?? trying?.name ?? this.ports.usualName();
    const target = server ?? trying?.server ?? this.ports.server();
    if (trust !== null && !(await this.trust(target, trust))) return;
    // Whoever is somewhere already goes back there, and does not wait for another server.
    const outcome = await account.login({ name, server: target }, before.kind !== 'signed-in');
    if (outcome.isOvertaken) return;
    if (outcome.ok) {
      this.say(signedInSentence(outcome.name), 'good');
      await this.remember(user, server);
      return;
    }
    this.sayFailure(outcome, outcome.tried, target, loginLine(user, server));
    if (before.kind !== 'signed-in') {
      if (outcome.isTriedOn === true) void this.rememberLater(user, server);
    } else if (outcome.reason !== 'already-signed-in') await this.takeUp(before);
  }

  /** `false`: that cannot be trusted, and nothing was changed. */
  private async trust(server: string, text: string): Promise<boolean> {
    const fingerprint = readFingerprint(text);
    if (!this.ports.canTrustCertificates) {
      this.say(NO_TRUST_HERE, 'warn');
    } else if (parseServerAddress(server)?.isSecure !== true) {
      this.say(noCertificateSentence(server), 'warn');
    } else if (fingerprint === null && text.toLowerCase() !== 'none') {
      this.say(NO_FINGERPRINT, 'error');
    } else {
      const { trusted_certificates: before } = this.ports.settings();
      const trusted = withCertificate(before, webSocketUrl(server), fingerprint);
      await this.ports.updateSettings({ trusted_certificates: trusted });
      return true;
    }
    return false;
  }

  /** Whoever tried another name or server in vain is again who and where they were. */
  private async takeUp({ name, server }: { name: string; server: string }): Promise<void> {
    const outcome = await this.ports.account.login({ name, server });
    if (outcome.isOvertaken) return;
    if (outcome.ok) this.say(signedInAgainSentence(outcome.name, server));
    else this.sayFailure(outcome, name, server);
  }

  /** Once it has worked. */
  private async rememberLater(user: string | null, server: string | null): Promise<void> {
    if (await this.ports.account.untilSettled()) await this.remember(user, server);
  }

  /** What was chosen by hand is chosen the next time, too. */
  private async remember(user: string | null, server: string | null): Promise<void> {
    const patch = {
      ...(user === null ? {} : { username: user }),
      ...(server === null ? {} : { signalinghosturl: server }),
    };
    if (Object.keys(patch).length > 0) await this.ports.updateSettings(patch);
  }

  private async logout(isForced: boolean): Promise<void> {
    if (this.ports.account.absence === 'not-signed-in' && !isForced) {
      this.say(NOTHING_TO_SIGN_OUT, 'warn');
      return;
    }
    const isTrying = this.ports.account.trying !== null;
    await this.ports.account.logout(isForced);
    this.say(isTrying ? NO_LONGER_TRIED : SIGNED_OUT);
  }

  private async lookup(beginning: string, isMore: boolean): Promise<void> {
    const { account, lookup } = this.ports;
    if (account.state.kind !== 'signed-in') {
      this.say(refusalSentence(account.absence ?? 'offline'), 'warn');
      return;
    }
    const found = isMore ? await lookup.next() : await lookup.find(beginning);
    if (found === null) this.say(NO_MORE_PEOPLE, 'warn');
    else if (found.ok) this.showFound(found.value);
    else this.say(refusalSentence(found.error), 'error');
  }

  /** Contacts are told of on the first page, whether they are here or not, and then no more. */
  private showFound({ people, beginning, isFirst, hasMore }: LookupPage): void {
    const { contacts, favourites } = this.ports.settings();
    const begun = contacts.filter((name) => name.toLowerCase().startsWith(beginning.toLowerCase()));
    const strangers = people.filter(({ name }) => !hasName(contacts, name));
    const known = this.ports.roster.list().filter(({ name }) => hasName(begun, name));
    this.say(
      lookupText({
        people: isFirst ? [...known, ...strangers] : strangers,
        beginning,
        hasMore,
        contacts: isFirst ? begun : [],
        favourites,
        trustOf: ({ name, key }) => this.ports.identities.markOf(name, key),
      }),
    );
  }

  private async setPresence(presence: Presence, durationMs: number | null): Promise<void> {
    const outcome = await this.ports.choosePresence(presence, durationMs);
    const untilMs = durationMs === null ? null : this.ports.now().getTime() + durationMs;
    if (outcome.ok) this.say(presenceSentence(presence, untilMs));
    else this.say(refusalSentence(outcome.reason), 'error');
  }

  private whoAmI(): void {
    const { account, call, identity, program } = this.ports;
    if (account.name === null) {
      this.say(nobodyYetSentence(identity, program.appVersion));
      return;
    }
    const { name, presence } = account;
    const server = 'server' in account.state ? account.state.server : '';
    const partner = isInCall(call.phase) ? call.phase.peer : null;
    const { appVersion } = program;
    this.say(whoAmISentence({ name, server, presence, partner, identity, appVersion }));
  }
}

/** What was typed, to be typed again. */
function loginLine(user: string | null, server: string | null): string {
  const name = user === null ? '' : ` --user ${user}`;
  return `login${name}${server === null ? '' : ` --server ${server}`}`;
}
