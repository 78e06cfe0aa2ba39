import { assertNever } from '../shared/base/assert-never';
import type { CallPhaseKind } from '../shared/call/call-phase';
import type { HostStatus } from '../shared/ipc/host-api';
import type { Presence } from '../shared/protocol/messages';
import { sanitiseName } from '../shared/text/sanitise';

/** The pictures in assets/tray. */
export type TrayIconName = 'available' | 'away' | 'donotdisturb' | 'ringing' | 'call';

/** What choosing something in the tray's menu means. */
export type TrayCommand =
  | { readonly kind: 'open' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'about' }
  | { readonly kind: 'start-at-login'; readonly isOn: boolean }
  | { readonly kind: 'presence'; readonly presence: Presence }
  | { readonly kind: 'auto-answer'; readonly isOn: boolean };

/** A line of the menu, before it becomes Electron's. */
export type TrayLine =
  | { readonly type: 'separator' }
  | { readonly type: 'title'; readonly label: string }
  | {
      readonly type: 'normal' | 'radio' | 'checkbox';
      readonly label: string;
      readonly isTicked: boolean;
      readonly command: TrayCommand;
    };

export const INITIAL_STATUS: HostStatus = {
  phase: 'idle',
  peer: null,
  presence: 'available',
  autoAnswer: false,
};

const PRESENCE_LABELS: Readonly<Record<Presence, string>> = {
  available: 'Available',
  away: 'Away',
  donotdisturb: 'Do not disturb',
};
const SEPARATOR: TrayLine = { type: 'separator' };

export interface TrayFacts {
  readonly status: HostStatus;
  /** Since somebody last looked at the window. */
  readonly missedCalls: number;
  /** Whether the app starts when the user logs in; `null`: that is not for them to choose. */
  readonly startsAtLogin: boolean | null;
}

export function trayLines({ status, missedCalls, startsAtLogin }: TrayFacts): readonly TrayLine[] {
  const title: TrayLine = { type: 'title', label: describe(status, missedCalls) };
  return [
    title,
    { type: 'normal', label: 'Open WebCRT', isTicked: false, command: { kind: 'open' } },
    SEPARATOR,
    presenceLine('available', status),
    presenceLine('away', status),
    presenceLine('donotdisturb', status),
    SEPARATOR,
    {
      type: 'checkbox',
      label: 'Auto-answer',
      isTicked: status.autoAnswer,
      command: { kind: 'auto-answer', isOn: !status.autoAnswer },
    },
    ...startLines(startsAtLogin),
    SEPARATOR,
    { type: 'normal', label: 'About WebCRT', isTicked: false, command: { kind: 'about' } },
    { type: 'normal', label: 'Quit', isTicked: false, command: { kind: 'quit' } },
  ];
}

function startLines(startsAtLogin: boolean | null): readonly TrayLine[] {
  if (startsAtLogin === null) return [];
  return [
    {
      type: 'checkbox',
      label: 'Start when you log in',
      isTicked: startsAtLogin,
      command: { kind: 'start-at-login', isOn: !startsAtLogin },
    },
  ];
}

function presenceLine(presence: Presence, status: HostStatus): TrayLine {
  return {
    type: 'radio',
    label: PRESENCE_LABELS[presence],
    isTicked: status.presence === presence,
    command: { kind: 'presence', presence },
  };
}

/** What goes on, in a line: the tooltip, and the head of the menu. */
export function describe(
  { phase, peer, presence, autoAnswer }: HostStatus,
  missedCalls: number,
): string {
  const name = sanitiseName(peer ?? '') ?? 'somebody';
  const what = describePhase(phase, name) ?? PRESENCE_LABELS[presence];
  const missed = missedCalls === 0 ? '' : `, ${missedCalls} missed ${callWord(missedCalls)}`;
  return `${what}${missed}${autoAnswer ? ' (auto-answer is on)' : ''}`;
}

function callWord(count: number): string {
  return count === 1 ? 'call' : 'calls';
}

function describePhase(phase: CallPhaseKind, name: string): string | null {
  switch (phase) {
    case 'idle':
      return null;
    case 'pigeon':
      return 'A pigeon is out';
    case 'outgoing':
      return `Calling ${name}`;
    case 'incoming':
      return `${name} is calling`;
    case 'connecting':
    case 'live':
      return `In a call with ${name}`;
    case 'reconnecting':
      return `Reconnecting to ${name}`;
    default:
      return assertNever(phase, 'call phase');
  }
}

/** A call goes before presence: a camera that is on has to be seen. */
export function trayIconName({ phase, presence }: HostStatus): TrayIconName {
  switch (phase) {
    case 'idle':
      return presence;
    case 'outgoing':
    case 'pigeon':
    case 'incoming':
      return 'ringing';
    case 'connecting':
    case 'live':
    case 'reconnecting':
      return 'call';
    default:
      return assertNever(phase, 'call phase');
  }
}
