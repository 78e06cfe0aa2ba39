import { assertNever } from '../../shared/base/assert-never';
import type { CallPhase } from '../../shared/call/call-phase';
import type { Settings } from '../../shared/config/settings';

/** Nothing rings that could be answered or declined. */
export const NO_CALLER =
  'Nobody is calling you. call NAME calls somebody, lookup shows who is here.';

/** There is nothing to hang up. */
export const NO_CALL = 'There is no call to end, and no room to leave. call NAME calls somebody.';

/** Automatic answers, asked for in the web client. */
export const NO_AUTO_ANSWER_IN_A_PAGE =
  'A web page answers no call by itself: any link could open it. The desktop app does.';

/** Somebody whose name can be nobody's. */
export const SOMEBODY_OF_THAT_NAME = 'Somebody of that name';

/** Whether calls answer themselves, and for whom. */
export function autoAnswerSentence({
  autoanswer,
  autoanswer_people: people,
}: Pick<Settings, 'autoanswer' | 'autoanswer_people'>): string {
  const who =
    people.length === 0
      ? '. There is nobody yet whom they are for: autoanswer add NAME adds somebody.'
      : `, for ${people.map(({ name, server }) => `${name} on ${server}`).join(', ')}.`;
  return `Automatic answers are ${autoanswer ? 'on' : 'off'}${who}`;
}

/** It rings at the other end. */
export function ringingSentence(peer: string): string {
  return `Ringing at ${peer} ...`;
}

export function connectedSentence(peer: string): string {
  return `You are connected to ${peer}.`;
}

/** The connection of a call is there again. */
export function connectionBackSentence(peer: string): string {
  return `The connection to ${peer} is back.`;
}

/** The other end lost its server, and so may come back. */
export function peerGoneSentence(peer: string): string {
  return `${peer} is gone: their connection broke. The call waits for them, for a minute at the most.`;
}

/** Whoever was gone is on the server again. */
export function peerBackSentence(peer: string): string {
  return `${peer} is back: the connection is being made again.`;
}

export function interruptedSentence(peer: string): string {
  return `The connection to ${peer} is interrupted: it is being made again.`;
}

/** What the call is at, to somebody who asked from outside the window. */
export function phaseSentence(phase: CallPhase): string {
  switch (phase.kind) {
    case 'idle':
      return 'There is no call.';
    case 'outgoing':
      return `You are calling ${phase.peer}.`;
    case 'incoming':
      return `${phase.peer} is calling you.`;
    case 'connecting':
    case 'live':
      return `You are in a call with ${phase.peer}.`;
    case 'reconnecting':
      return `The connection to ${phase.peer} is being made again.`;
    default:
      return assertNever(phase, 'call phase');
  }
}
