import { assertNever } from '../../shared/base/assert-never';
import type { BroadcastEndReason } from '../../shared/protocol/reasons';
import type { BroadcastEnd } from '../call/broadcast';
import { refusalSentence } from './refusal-sentences';

export const NOBODY_TO_BROADCAST =
  'A broadcast shows a call or a room to others, and you are in none. Call somebody first, or join a room.';
export const BROADCAST_ALREADY = 'The stage is broadcast already. /broadcast off ends that.';
export const NOT_BROADCAST = 'Nothing is being broadcast. Type: /broadcast on';
export const NOBODY_ASKS =
  'Nobody wants to broadcast this, or you have said so already. lookup shows who is here.';
export const BROADCAST_PASSWORD = 'A password for whoever wants to watch';

/** `names`: whose word is missing; sanitised. */
export function waitsForSentence(names: readonly string[]): string {
  return names.length === 0
    ? 'The stage is about to be broadcast.'
    : `${listOf(names)} ${names.length === 1 ? 'is' : 'are'} asked whether the stage may be shown to others. Nothing is shown before everybody has said yes.`;
}

/** `name`: sanitised. */
export function askedSentence(name: string): string {
  return `${name} would like to show this stage, your picture on it, to everybody who is given an address. It goes there as text, through the server. Type: /broadcast yes, or /broadcast no`;
}

/** What the local user has said. `names`: to whom. */
export function answeredSentence(names: readonly string[], isAgreed: boolean): string {
  return isAgreed
    ? `${listOf(names)} may show this stage to others. /broadcast no takes that back, and ends it.`
    : `${listOf(names)} may not show this stage to others.`;
}

/** Somebody else's has begun. `name`: sanitised. */
export function remoteBroadcastSentence(name: string): string {
  return `${name} shows this stage to others, through the server. /broadcast no ends that.`;
}

export function remoteBroadcastEndSentence(name: string): string {
  return `${name} shows this stage to nobody else any more.`;
}

/** How others get to see it. */
export function broadcastLines(
  server: string,
  { token, sshPort }: { readonly token: string; readonly sshPort: number | null },
): readonly string[] {
  const url = watchLink(server, token);
  const host = /^https?:\/\/(\[[^\]]+\]|[^/:]+)/.exec(url)?.[1]?.replaceAll(/[[\]]/g, '') ?? '';
  return [
    `The stage is shown at ${url}`,
    `In a terminal: curl -N "${url}?cols=$(tput cols)"`,
    ...(sshPort === null ? [] : [`or: ssh -p ${sshPort} ${token}@${host}`]),
    'Whoever has that address can watch. /broadcast off ends it.',
  ];
}

/** Where a browser, a terminal and asciinema's player find it. */
function watchLink(server: string, token: string): string {
  return `${server.replace(/^ws/, 'http').replace(/\/*$/, '')}/watch/${token}`;
}

/** `names`: those who came later; sanitised. */
export function broadcastPausedSentence(names: readonly string[]): string {
  return `Nothing is shown to others until ${listOf(names)} has said yes as well.`;
}

export function broadcastEndSentence(why: BroadcastEnd): string {
  switch (why.kind) {
    case 'stopped':
      return 'The stage is shown to nobody else any more.';
    case 'talk-over':
      return 'The broadcast has ended with the call or the room, and its address with it.';
    case 'refused':
      return `${why.by} does not want to be shown to others: there is no broadcast.`;
    case 'ended':
      return endReasonSentence(why.reason);
    case 'failed':
      return refusalSentence(why.reason);
    default:
      return assertNever(why, 'end of a broadcast');
  }
}

function endReasonSentence(reason: BroadcastEndReason): string {
  switch (reason) {
    case 'refused':
      return 'Somebody does not want to be shown to others: the broadcast has ended.';
    case 'left':
      return 'The broadcast has ended with the call or the room, and its address with it.';
    case 'silent':
      return 'No picture reached the server for half a minute: the broadcast has ended. Type: /broadcast on';
    case 'server-stopping':
      return 'The server stops, and the broadcast with it. Once it is back, type: /broadcast on';
    default:
      return assertNever(reason, 'reason of an end');
  }
}

function listOf(names: readonly string[]): string {
  return names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** In the status bar, of the local user's own. `viewers`: how many watch. */
export function ownBroadcastWords(isOn: boolean, viewers: number): string {
  return isOn ? `● broadcast to ${viewers}` : 'broadcast: asking';
}

/** In the status bar, of somebody else's. */
export function remoteBroadcastWords(name: string, isOn: boolean): string {
  return isOn ? `● ${name} broadcasts this` : `${name} asks to broadcast`;
}
