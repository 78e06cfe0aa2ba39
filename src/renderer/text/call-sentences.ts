import { assertNever } from '../../shared/base/assert-never';
import { type AutoAnswerSettings, isOver, type TrustedCaller } from '../../shared/call/auto-answer';
import type { CallOutcome, CallPhase, CallSummary } from '../../shared/call/call-phase';
import {
  CALL_END_REASONS,
  type CallEndReason,
  type MissedReason,
} from '../../shared/protocol/reasons';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName } from '../../shared/text/sanitise';
import { clockTime } from './clock-time';
import { durationText } from './duration-text';
import { nothingSharedSentence } from './gateway-sentences';
import { keyChangedEndSentence } from './identity-sentences';
import { refusalSentence } from './refusal-sentences';

/** Nothing rings that could be answered or declined. */
export const NO_CALLER =
  'Nobody is calling you. call NAME calls somebody, lookup shows who is here.';

/** There is nothing to hang up. */
export const NO_CALL = 'There is no call to end, and no room to leave. call NAME calls somebody.';

/** Automatic answers, asked for in the web client, or in a terminal without the app. */
export const NO_AUTO_ANSWER_HERE =
  'The desktop app alone answers calls by itself: any link could open a web page.';

/** Somebody whose name can be nobody's. */
export const SOMEBODY_OF_THAT_NAME = 'Somebody of that name';

/** Somebody whose calls are to answer themselves for ever, typed once. */
export function alwaysAnswerSentence(name: string): string {
  return (
    `From then on ${name} can turn your camera on at any time, whoever else is in the room, until autoanswer remove ${name}. ` +
    `If that is what you want, type: autoanswer add ${name} always yes`
  );
}

/** Whether calls answer themselves, for whom and until when. */
export function autoAnswerSentence(
  { autoanswer, autoanswer_people: people }: AutoAnswerSettings,
  nowMs: number,
): string {
  const who =
    people.length === 0
      ? '. There is nobody yet whom they are for: autoanswer add NAME adds somebody.'
      : `, for ${people.map((person) => callerText(person, nowMs)).join(', ')}, by keys that are verified.`;
  return `Automatic answers are ${autoanswer ? 'on' : 'off'}${who}`;
}

function callerText(caller: TrustedCaller, nowMs: number): string {
  const { name, server, untilMs } = caller;
  const until = untilMs === null ? 'always' : `until ${clockTime(untilMs)}`;
  return `${name} on ${server} (${isOver(caller, nowMs) ? `over: autoanswer add ${name} again` : until})`;
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
    case 'pigeon':
      return 'Your pigeon is out: the call begins when its answer comes back.';
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

/** After a call with nobody else: it was for trying, and the next one is with somebody. */
function whatNext(peer: string): string {
  if (!isSameName(peer, ECHO_NAME)) return '';
  return ' So it is with others, too: lookup shows who is here to call, room create NAME makes a room to invite them to.';
}

/** The line that a call leaves in the chat pane. */
export function callEndSentence(summary: CallSummary): string {
  const { peer, outcome } = summary;
  if (!isEnding(outcome)) return refusalSentence(outcome, peer);
  switch (outcome) {
    case 'hung-up':
      return `The call with ${peer} is over, after ${durationText(summary.durationMs)}.${whatNext(peer)}`;
    case 'declined':
      if (summary.direction === 'incoming') return `You declined ${peer}.`;
      return summary.text === null ? `${peer} declined.` : `${peer} declined: ${summary.text}`;
    case 'busy':
      return `${peer} is in another call.`;
    case 'cancelled':
      return summary.direction === 'incoming'
        ? `${peer} stopped calling.`
        : `You stopped calling ${peer}.`;
    case 'no-answer':
      return summary.direction === 'incoming'
        ? `You did not answer ${peer}.`
        : `${peer} did not answer.`;
    case 'lost':
      return `The connection to ${peer} was lost. Call again when they are back: lookup shows it.`;
    case 'server-stopping':
      return 'The server is stopping; the call was ended. Call again in a minute.';
    case 'media-failed':
      return (
        `No direct connection to ${peer} could be made. A firewall may stand between you: ` +
        'a TURN server helps (ice shows those that you have, and tries them).'
      );
    case 'nothing-shared':
      return nothingSharedSentence(peer);
    case 'key-changed':
      return keyChangedEndSentence(peer);
    case 'impostor':
      return (
        `The call with ${peer} is over: who answered in their place has another certificate than the ` +
        `one that the call was with, and got no picture and no sound. It may be ${peer} with the app ` +
        'started again, or whoever runs the server trying to listen in.'
      );
    default:
      return assertNever(outcome, 'end of a call');
  }
}

/** Whether a call ended, as opposed to never having begun. */
const LOCAL_ENDS = ['media-failed', 'nothing-shared', 'impostor', 'key-changed'] as const;

function isEnding(outcome: CallOutcome): outcome is CallEndReason | (typeof LOCAL_ENDS)[number] {
  if (LOCAL_ENDS.some((end) => end === outcome)) return true;
  return CALL_END_REASONS.some((reason) => reason === outcome);
}

/** Something came in the name of `who` by another key or certificate than theirs. */
export function impostorSentence(who: string): string {
  return (
    `Somebody tried to take the place of ${who}: their key or certificate is not the one that ` +
    'this connection began with. No picture and no sound was sent to them. Whoever runs the server may be ' +
    'trying to listen in: hang up or leave, and talk over a server that you trust.'
  );
}

/** Nothing leads to `who` that keeps the local address hidden. */
export function noRelaySentence(who: string): string {
  return (
    `Your address is hidden, and no TURN server relays you to ${who}. Name one that does, with its ` +
    'user name and password (ice tries those that you have), or let others learn your address (config hide_address off).'
  );
}

/** `who` learns the local address, which the user would rather have hidden from them. */
export function addressShownSentence(who: string): string {
  return (
    `${who} can learn your network address: they are no contact of yours, and no TURN server is at hand that ` +
    'hides it. With config hide_address on there is no call then; contact add NAME says whom you trust with it.'
  );
}

/** `url`: of the TURN server; `isOwn`: the user named it. */
export function relayRefusedSentence(url: string, isOwn: boolean): string {
  return isOwn
    ? `The TURN server ${url} does not take your user name and password, so that it relays nothing: ice shows them, and tries them.`
    : `The TURN server ${url} does not take what your server gave you for it, so that it relays nothing: whoever runs the server ` +
        'has to see that both know the same secret, and that their clocks agree.';
}

export function missedCallSentence(from: string, reason: MissedReason, at: string): string {
  switch (reason) {
    case 'no-answer':
      return `Missed call from ${from} at ${at}.`;
    case 'cancelled':
      return `Missed call from ${from} at ${at}: they gave up.`;
    case 'do-not-disturb':
      return `Missed call from ${from} at ${at}: you were not to be disturbed.`;
    case 'busy':
      return `Missed call from ${from} at ${at}: you were in another call.`;
    default:
      return assertNever(reason, 'missed reason');
  }
}
