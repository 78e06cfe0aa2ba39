import { AUTO_ANSWER_TRUST_MS } from '../../shared/call/auto-answer';
import type { CallPhase } from '../../shared/call/call-phase';
import type { CALL_COMMANDS } from '../../shared/commands/areas/call-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import { webSocketUrl } from '../../shared/signalling/server-address';
import type { Settings } from '../../shared/config/settings';
import { hasName } from '../../shared/people/name-list';
import { withoutCaller } from '../../shared/config/trusted-caller';
import { isValidName } from '../../shared/text/sanitise';
import { isSuspicious } from '../../shared/identity/trust';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Account } from '../chat/account';
import type { KeptIdentities } from '../people/kept-identities';
import {
  alwaysAnswerSentence,
  autoAnswerSentence,
  NO_AUTO_ANSWER_HERE,
  NO_CALL,
  NO_CALLER,
  SOMEBODY_OF_THAT_NAME,
} from '../text/call-sentences';
import { CAMERA_OFF_ALREADY, mutedAlreadySentence } from '../text/device-sentences';
import { notCalledSentence } from '../text/identity-sentences';
import { refusalSentence } from '../text/refusal-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** The verbs of a call that commands use. */
export interface CallVerbs {
  readonly phase: CallPhase;
  call(name: string): boolean;
  answer(): boolean;
  decline(text?: string): boolean;
  hangUp(): boolean;
}

/** The local devices, as commands switch them. */
export interface MediaVerbs {
  readonly isMuted: boolean;
  readonly isCameraWanted: boolean;
  /** Whether there is a local picture now, whatever it comes from. */
  readonly hasPicture: boolean;
  setMuted(isMuted: boolean): void;
  setCamera(isOn: boolean): Promise<void>;
}

export interface CallHandlerPorts extends NoticePort {
  readonly account: Account;
  readonly call: CallVerbs;
  readonly media: MediaVerbs;
  /** `false`: there is none. */
  leaveRoom(): boolean;
  readonly identities: Pick<KeptIdentities, 'trustOf'>;
  /** Of somebody who is here; `null`: none. `undefined`: they are not known to be here. */
  keyOf(name: string): PublicKey | null | undefined;
  readonly people: { mute(person: string, isOn: boolean | null): void };
  /** Whether the host lets calls answer themselves. */
  readonly canAutoAnswer: boolean;
  /** Milliseconds since the epoch. */
  nowMs(): number;
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
}

/** The commands of calls. */
export function callHandlers(ports: CallHandlerPorts): Handlers<NamesOf<typeof CALL_COMMANDS>> {
  const { account, call, media } = ports;
  return {
    call: ({ person }) => {
      if (account.absence !== null) ports.notice(refusalSentence(account.absence), 'warn');
      else if (!isValidName(person))
        ports.notice(refusalSentence('no-such-person', SOMEBODY_OF_THAT_NAME), 'warn');
      else if (hasName(ports.settings().blocked, person))
        ports.notice(refusalSentence('blocked', person), 'warn');
      else if (isSomebodyElse(ports, person)) ports.notice(notCalledSentence(person), 'error');
      else if (!call.call(person)) ports.notice(refusalSentence('already-in-call'), 'warn');
    },
    answer: () => {
      if (!call.answer()) ports.notice(NO_CALLER, 'warn');
    },
    decline: ({ text }) => {
      if (!call.decline(text ?? undefined)) ports.notice(NO_CALLER, 'warn');
    },
    hangup: () => {
      if (!call.hangUp() && !ports.leaveRoom()) ports.notice(NO_CALL, 'warn');
    },
    mute: ({ person, isOn }) => {
      if (person !== null) {
        ports.people.mute(person, isOn);
        return;
      }
      if (isOn === media.isMuted) ports.notice(mutedAlreadySentence(isOn), 'echo');
      media.setMuted(isOn ?? !media.isMuted);
    },
    camera: async ({ isOn }) => {
      if (isOn === false && !media.isCameraWanted) ports.notice(CAMERA_OFF_ALREADY, 'echo');
      await media.setCamera(isOn ?? !media.isCameraWanted);
    },
    autoanswer: async (command) => {
      await autoAnswer(ports, command);
    },
  };
}

/** Whoever is here by that name has another key than the one that the user knows. */
function isSomebodyElse(
  { identities, keyOf }: Pick<CallHandlerPorts, 'identities' | 'keyOf'>,
  person: string,
): boolean {
  const key = keyOf(person);
  return key !== undefined && isSuspicious(identities.trustOf(person, key));
}

async function autoAnswer(
  ports: CallHandlerPorts,
  command: CommandOf<'autoanswer'>,
): Promise<void> {
  if (!ports.canAutoAnswer) {
    ports.notice(NO_AUTO_ANSWER_HERE, 'warn');
    return;
  }
  if (command.action === 'add' || command.action === 'remove') {
    const { person: name } = command;
    const { server } = ports.account;
    if (!isValidName(name)) {
      ports.notice(refusalSentence('name-invalid'), 'error');
      return;
    }
    if (server === null) {
      ports.notice(refusalSentence('not-signed-in'), 'warn');
      return;
    }
    if (command.action === 'add' && command.time === 'always-unconfirmed') {
      ports.notice(alwaysAnswerSentence(name), 'warn');
      return;
    }
    const caller = { name, server: webSocketUrl(server) };
    const others = withoutCaller(ports.settings().autoanswer_people, caller);
    const untilMs = untilOf(command, ports.nowMs());
    const changed = untilMs === undefined ? others : [...others, { ...caller, untilMs }];
    await ports.updateSettings({ autoanswer_people: changed });
  } else if (command.action !== 'show') {
    await ports.updateSettings({ autoanswer: command.action === 'on' });
  }
  ports.notice(autoAnswerSentence(ports.settings(), ports.nowMs()), 'echo');
}

/** `undefined`: not at all any more. */
function untilOf(command: CommandOf<'autoanswer'>, nowMs: number): number | null | undefined {
  if (command.action !== 'add') return undefined;
  return command.time === 'always' ? null : nowMs + AUTO_ANSWER_TRUST_MS;
}
