import type { CallPhase } from '../../shared/call/call-phase';
import type { CALL_COMMANDS } from '../../shared/commands/areas/call-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import { webSocketUrl } from '../../shared/signalling/server-url';
import type { Settings } from '../../shared/config/settings';
import { hasName } from '../../shared/people/name-list';
import { withoutCaller } from '../../shared/config/trusted-caller';
import { isValidName } from '../../shared/text/sanitise';
import type { Account } from '../chat/account';
import { refusalSentence } from '../text/sentences';
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
  readonly people: { mute(person: string, isOn: boolean | null): void };
  /** Whether the host lets calls answer themselves. */
  readonly canAutoAnswer: boolean;
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
}

const NO_CALLER = 'Nobody is calling you. call NAME calls somebody, lookup shows who is here.';
const NO_CALL = 'There is no call to end, and no room to leave. call NAME calls somebody.';

const NEVER_IN_A_PAGE =
  'A web page answers no call by itself: any link could open it. The desktop app does.';

/** The commands of calls. */
export function callHandlers(ports: CallHandlerPorts): Handlers<NamesOf<typeof CALL_COMMANDS>> {
  const { account, call, media } = ports;
  return {
    call: ({ person }) => {
      if (account.name === null) ports.notice(refusalSentence('not-signed-in'), 'warn');
      else if (!isValidName(person))
        ports.notice(refusalSentence('no-such-person', 'Somebody of that name'), 'warn');
      else if (hasName(ports.settings().blocked, person))
        ports.notice(refusalSentence('blocked', person), 'warn');
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
      if (isOn === media.isMuted) {
        const what = isOn ? 'Your microphone is muted already.' : 'Your microphone is not muted.';
        ports.notice(what, 'echo');
      }
      media.setMuted(isOn ?? !media.isMuted);
    },
    camera: async ({ isOn }) => {
      if (isOn === false && !media.isCameraWanted)
        ports.notice('Your camera is off already.', 'echo');
      await media.setCamera(isOn ?? !media.isCameraWanted);
    },
    autoanswer: async (command) => {
      await autoAnswer(ports, command);
    },
  };
}

async function autoAnswer(
  ports: CallHandlerPorts,
  command: CommandOf<'autoanswer'>,
): Promise<void> {
  if (!ports.canAutoAnswer) {
    ports.notice(NEVER_IN_A_PAGE, 'warn');
    return;
  }
  if (command.action === 'add' || command.action === 'remove') {
    const { person: name, action } = command;
    const { server } = ports.account;
    if (!isValidName(name)) {
      ports.notice(refusalSentence('name-invalid'), 'error');
      return;
    }
    if (server === null) {
      ports.notice(refusalSentence('not-signed-in'), 'warn');
      return;
    }
    const caller = { name, server: webSocketUrl(server) };
    const others = withoutCaller(ports.settings().autoanswer_people, caller);
    const changed = action === 'add' ? [...others, caller] : others;
    await ports.updateSettings({ autoanswer_people: changed });
  } else if (command.action !== 'show') {
    await ports.updateSettings({ autoanswer: command.action === 'on' });
  }
  ports.notice(autoAnswerSentence(ports.settings()), 'echo');
}

function autoAnswerSentence({ autoanswer, autoanswer_people: people }: Settings): string {
  const who =
    people.length === 0
      ? '. There is nobody yet whom they are for: autoanswer add NAME adds somebody.'
      : `, for ${people.map(({ name, server }) => `${name} on ${server}`).join(', ')}.`;
  return `Automatic answers are ${autoanswer ? 'on' : 'off'}${who}`;
}
