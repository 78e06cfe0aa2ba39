import type { CallPhase } from '../../shared/call/call-phase';
import { assertNever } from '../../shared/base/assert-never';
import { listNames } from './list-names';

/** Somebody who can be called by a key. */
export interface KioskPerson {
  readonly name: string;
  /** Of the key, from 1 to 9. */
  readonly digit: number;
}

/** What a kiosk shows, large. */
export interface KioskFacts {
  readonly phase: CallPhase;
  readonly isSignedIn: boolean;
  /** Those who are verified and here. */
  readonly people: readonly KioskPerson[];
}

/** `how`: what to press; '' for nothing. */
export interface KioskText {
  readonly what: string;
  readonly how: string;
}

const NOBODY_HERE = 'Nobody whom you have verified is here now.';
const HANG_UP = 'Press SPACE to hang up';

export function kioskText({ phase, isSignedIn, people }: KioskFacts): KioskText {
  switch (phase.kind) {
    case 'incoming':
      return { what: `${phase.peer} is calling`, how: 'Press SPACE to answer' };
    case 'outgoing':
      return { what: `Calling ${phase.peer} ...`, how: HANG_UP };
    case 'connecting':
    case 'live':
      return { what: phase.peer, how: HANG_UP };
    case 'reconnecting':
      return { what: `${phase.peer} will be back in a moment`, how: HANG_UP };
    // Nothing can be typed there.
    case 'pigeon':
    case 'idle':
      return idleText(isSignedIn, people);
    default:
      return assertNever(phase, 'call phase');
  }
}

function idleText(isSignedIn: boolean, people: readonly KioskPerson[]): KioskText {
  if (!isSignedIn) return { what: 'No connection yet', how: 'It is tried again by itself.' };
  const calls = people.map(({ digit, name }) => `${digit} calls ${name}`);
  const how = calls.length === 0 ? NOBODY_HERE : listNames(calls);
  return { what: 'Ready for a call', how };
}

/** What the panel is called, for whom it is read out. */
export const KIOSK_LABEL = 'call';
