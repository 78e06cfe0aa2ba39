import { type StyleName, STYLE_NAMES } from '../../shared/ascii/styles';
import { assertNever } from '../../shared/base/assert-never';
import type { Result } from '../../shared/base/result';
import { type CallPhase, isInCall } from '../../shared/call/call-phase';
import type { Command, SnapshotFormat } from '../../shared/commands/command';
import { helpFor, helpOverview } from '../../shared/commands/help-text';
import { formatSetting, formatSettings } from '../../shared/config/format-setting';
import { CONFIG_KEYS, parseSetting } from '../../shared/config/parse-setting';
import type { Settings } from '../../shared/config/settings';
import type { Presence } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import { isValidName, nameKey, sanitiseLine } from '../../shared/text/sanitise';
import type { Account } from '../chat/account';
import type { ChatClient, ChatFailure } from '../chat/chat-client';
import type { Roster } from '../chat/roster';
import type { ListedDevice } from '../media/device-list';
import type { NoticeTone } from '../ui/chat-pane';
import { refusalSentence } from '../ui/sentences';
import type { SnapshotSource } from '../ui/snapshot-source';
import { recordingFileName, snapshotBytes, snapshotFileName, withCast } from './snapshot';

/** The verbs of a call that commands use. */
export interface CallVerbs {
  readonly phase: CallPhase;
  call(name: string): boolean;
  answer(): boolean;
  decline(text?: string): boolean;
  hangUp(): boolean;
}

/** My devices, as commands switch them. */
export interface MediaVerbs {
  readonly isMuted: boolean;
  readonly isCameraWanted: boolean;
  setMuted(isMuted: boolean): void;
  setCamera(isOn: boolean): Promise<void>;
  listDevices(): Promise<readonly ListedDevice[]>;
}

/** The recorder, as `record` uses it. */
export interface RecordVerbs {
  /** `false`: one runs already. */
  start(): boolean;
  /** The file; `null`: there is none. */
  stop(): Promise<Uint8Array | null>;
}

export interface CommandPorts {
  readonly account: Account;
  readonly roster: Roster;
  readonly chat: ChatClient;
  readonly call: CallVerbs;
  readonly media: MediaVerbs;
  settings(): Settings;
  /** Where `login` goes, and as whom, when it does not say; `null`: under a made-up name. */
  server(): string;
  usualName(): string | null;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  snapshotSource(): SnapshotSource | null;
  readonly recorder: RecordVerbs;
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>;
  showHelp(title: string, lines: readonly string[]): void;
  notice(text: string, tone: NoticeTone): void;
  quit(): Promise<void>;
  now(): Date;
}

/** Of a device: its maker chose the label, not we. */
const MAX_LABEL_GRAPHEMES = 60;

const PRESENCE_WORDS: Readonly<Record<Presence, string>> = {
  available: 'available',
  away: 'away',
  donotdisturb: 'not to be disturbed',
};

/** Does what a command says, and answers in the chat pane. */
export class CommandRunner {
  private recordingName: string | null = null;

  constructor(private readonly ports: CommandPorts) {}

  async run(command: Command): Promise<void> {
    switch (command.name) {
      case 'call':
        this.call(command.person);
        return;
      case 'answer':
        if (!this.ports.call.answer()) this.say('Nobody is calling.', 'warn');
        return;
      case 'decline':
        if (!this.ports.call.decline(command.text ?? undefined))
          this.say('Nobody is calling.', 'warn');
        return;
      case 'hangup':
        if (!this.ports.call.hangUp()) this.say('There is no call to end.', 'warn');
        return;
      case 'mute':
        this.mute(command.isOn);
        return;
      case 'camera':
        await this.camera(command.isOn);
        return;
      case 'autoanswer':
        await this.autoAnswer(command);
        return;
      case 'login':
        await this.login(command.user, command.server);
        return;
      case 'logout':
        await this.logout(command.isForced);
        return;
      case 'lookup':
        this.lookup();
        return;
      case 'say':
        this.settle(await this.ports.chat.say(command.text));
        return;
      case 'msg':
        this.settle(await this.ports.chat.tell(command.person, command.text), command.person);
        return;
      case 'set':
        await this.setPresence(command.presence);
        return;
      case 'whoami':
        this.whoAmI();
        return;
      case 'style':
        await this.style(command.style);
        return;
      case 'snapshot':
        await this.snapshot(command.format);
        return;
      case 'record':
        await this.record(command);
        return;
      case 'config':
        await this.config(command.key, command.value);
        return;
      case 'density':
      case 'crt':
      case 'bandwidth':
        await this.config(command.name, command.value);
        return;
      case 'devices':
        await this.devices();
        return;
      case 'help':
        this.help(command.command);
        return;
      case 'quit':
      case 'exit':
        await this.ports.quit();
        return;
      default:
        assertNever(command, 'command');
    }
  }

  /** Signs in as the app starts: a server that is not there is said in one sentence. */
  async signIn(name: string | null, server: string): Promise<void> {
    const outcome = await this.ports.account.login({ name, server });
    if (outcome.ok) this.say(`You are signed in as ${outcome.name}.`, 'good');
    else this.say(signInSentence(outcome.reason, outcome.tried, server), 'error');
  }

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }

  private settle(outcome: Result<void, ChatFailure>, who?: string): void {
    if (outcome.ok) return;
    // The connection of somebody who signed out is not being tried again.
    const isSignedOut = this.ports.account.name === null && outcome.error === 'offline';
    this.say(refusalSentence(isSignedOut ? 'not-signed-in' : outcome.error, who), 'error');
  }

  // ── calls ────────────────────────────────────────────────────────────────────────────────────

  private call(person: string): void {
    if (this.ports.account.name === null) this.say(refusalSentence('not-signed-in'), 'warn');
    else if (!isValidName(person))
      this.say(refusalSentence('no-such-person', 'Somebody of that name'), 'warn');
    else if (!this.ports.call.call(person)) this.say(refusalSentence('already-in-call'), 'warn');
  }

  private mute(isMuted: boolean | null): void {
    const { media } = this.ports;
    if (isMuted === media.isMuted) {
      this.say(isMuted ? 'Your microphone is muted already.' : 'Your microphone is not muted.');
    }
    media.setMuted(isMuted ?? !media.isMuted);
  }

  private async camera(isOn: boolean | null): Promise<void> {
    const { media } = this.ports;
    if (isOn === false && !media.isCameraWanted) this.say('Your camera is off already.');
    await media.setCamera(isOn ?? !media.isCameraWanted);
  }

  private async autoAnswer(command: Extract<Command, { name: 'autoanswer' }>): Promise<void> {
    const { autoanswer_people: people } = this.ports.settings();
    if (command.action === 'add' || command.action === 'remove') {
      const { person, action } = command;
      if (!isValidName(person)) {
        this.say(refusalSentence('name-invalid'), 'error');
        return;
      }
      const others = people.filter((each) => nameKey(each) !== nameKey(person));
      const changed = action === 'add' ? [...others, person] : others;
      await this.ports.updateSettings({ autoanswer_people: changed });
    } else if (command.action !== 'show') {
      await this.ports.updateSettings({ autoanswer: command.action === 'on' });
    }
    this.say(autoAnswerSentence(this.ports.settings()));
  }

  // ── people ───────────────────────────────────────────────────────────────────────────────────

  /** A refused change of name leaves the old sign-in as it was: it is taken up again. */
  private async login(user: string | null, server: string | null): Promise<void> {
    const { account } = this.ports;
    const before = account.state;
    if (isInCall(this.ports.call.phase)) {
      this.say('You are in a call. Type hangup first, then login.', 'warn');
      return;
    }
    if (user === null && server === null && before.kind === 'signed-in') {
      this.say(`You are signed in as ${before.name} already; login --user NAME changes the name.`);
      return;
    }
    const name = user ?? account.name ?? this.ports.usualName();
    const target = server ?? this.ports.server();
    const outcome = await account.login({ name, server: target });
    if (outcome.ok) {
      this.say(`You are signed in as ${outcome.name}.`, 'good');
      await this.remember(user, server);
      return;
    }
    this.say(signInSentence(outcome.reason, outcome.tried, target), 'error');
    if (before.kind === 'signed-in' && outcome.reason !== 'already-signed-in') {
      this.say(`You stay ${before.name} on ${before.server}.`);
      await account.login({ name: before.name, server: before.server });
    }
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
    if (this.ports.account.name === null && !isForced) {
      this.say('You are not signed in; logout -f drops the connection in any case.', 'warn');
      return;
    }
    await this.ports.account.logout(isForced);
    this.say('You are signed out.');
  }

  private lookup(): void {
    const { account, roster } = this.ports;
    if (account.state.kind !== 'signed-in') {
      this.say(refusalSentence(account.name === null ? 'not-signed-in' : 'offline'), 'warn');
      return;
    }
    const people = roster.list();
    const width = Math.max(...people.map(({ name }) => name.length), 0);
    const lines = people.map(
      ({ name, presence }) => `  ${name.padEnd(width)}  ${PRESENCE_WORDS[presence]}`,
    );
    this.say(['Here besides you:', ...lines].join('\n'));
  }

  private async setPresence(presence: Presence): Promise<void> {
    const outcome = await this.ports.account.setPresence(presence);
    if (outcome.ok) this.say(`You are ${PRESENCE_WORDS[presence]}.`);
    else this.say(refusalSentence(outcome.reason), 'error');
  }

  private whoAmI(): void {
    const { account, call } = this.ports;
    if (account.name === null) {
      this.say('You are not signed in. Type: login --user NAME');
      return;
    }
    const server = 'server' in account.state ? account.state.server : '';
    const talk = isInCall(call.phase) ? `, in a call with ${call.phase.peer}` : '';
    this.say(`You are ${account.name} on ${server}, ${PRESENCE_WORDS[account.presence]}${talk}.`);
  }

  // ── picture ──────────────────────────────────────────────────────────────────────────────────

  private async style(style: StyleName | null): Promise<void> {
    const videostyle = style ?? nextStyle(this.ports.settings().videostyle);
    await this.ports.updateSettings({ videostyle });
  }

  private async snapshot(format: SnapshotFormat): Promise<void> {
    const source = this.ports.snapshotSource();
    const bytes = source === null ? null : await snapshotBytes(source, format);
    if (source === null || bytes === null) {
      this.say('There is no picture on the stage to save.', 'warn');
      return;
    }
    const name = snapshotFileName(source.name, format, this.ports.now());
    const saved = await this.ports.saveFile(name, bytes);
    this.say(saved === null ? 'Nothing was saved.' : `Saved as ${saved}.`);
  }

  /** Starting twice goes on; a file's name that was given at the start is used at the end. */
  private async record(command: Extract<Command, { name: 'record' }>): Promise<void> {
    const { recorder } = this.ports;
    if (command.isStart) {
      this.recordingName = command.file;
      if (!recorder.start()) this.say('The stage is being recorded already.', 'warn');
      return;
    }
    const bytes = await recorder.stop();
    if (bytes === null) {
      this.say('Nothing is being recorded. Type: record start', 'warn');
      return;
    }
    const name = command.file ?? this.recordingName ?? recordingFileName(this.ports.now());
    const saved = await this.ports.saveFile(withCast(name), bytes);
    this.say(saved === null ? 'The recording was not saved.' : `Saved as ${saved}.`);
  }

  // ── settings and program ─────────────────────────────────────────────────────────────────────

  private async config(key: string | null, value: string | null): Promise<void> {
    const settings = this.ports.settings();
    if (key === null) {
      this.ports.showHelp('config', formatSettings(settings));
      return;
    }
    if (!CONFIG_KEYS.includes(key)) {
      this.say(`There is no setting ${key}. config lists them all.`, 'error');
      return;
    }
    if (value !== null) {
      const patch = parseSetting(key, value, settings);
      if (!patch.ok) {
        this.say(patch.error, 'error');
        return;
      }
      await this.ports.updateSettings(patch.value);
    }
    this.say(`${key} is ${formatSetting(this.ports.settings(), key)}`);
  }

  private async devices(): Promise<void> {
    const devices = await this.ports.media.listDevices();
    const lines = devices.map(
      ({ kind, label, isCurrent }) =>
        `  ${isCurrent ? '*' : ' '} ${kind}: ${sanitiseLine(label, MAX_LABEL_GRAPHEMES)}`,
    );
    this.say(
      lines.length === 0
        ? 'There is no camera, microphone or speaker that this app may see.'
        : ['Devices (* in use; choose with config webcam LABEL):', ...lines].join('\n'),
    );
  }

  private help(command: Extract<Command, { name: 'help' }>['command']): void {
    if (command === null) this.ports.showHelp('WebCRT', helpOverview(this.ports.settings().keys));
    else this.ports.showHelp(command, helpFor(command));
  }
}

/** The style after `style`, round and round. */
export function nextStyle(style: StyleName): StyleName {
  return STYLE_NAMES[(STYLE_NAMES.indexOf(style) + 1) % STYLE_NAMES.length];
}

function signInSentence(reason: RequestFailure, name: string, server: string): string {
  if (reason === 'offline' || reason === 'timed-out') {
    return `No server answers at ${server}. Is it running? Then type: login`;
  }
  if (reason === 'already-signed-in') return `You are signed in as ${name} already.`;
  return refusalSentence(reason, name);
}

function autoAnswerSentence({ autoanswer, autoanswer_people: people }: Settings): string {
  const who = people.length === 0 ? 'nobody yet: autoanswer add NAME' : people.join(', ');
  return `Automatic answers are ${autoanswer ? 'on' : 'off'}, for ${who}.`;
}
