import type { ChatLine } from '../chat/chat-client';
import { clockTime } from '../text/clock-time';
import type { NoticeTone } from '../text/notice-tone';
import { CHAT_SCOPES, CHAT_STATES, scopeTo } from '../text/panel-words';
import { columnLines } from './column-lines';
import { element } from './element';
import { withWholeOptions } from './whole-options';

/** What the app has to say. */
export interface NoticeEntry {
  readonly kind: 'notice';
  readonly tone: NoticeTone;
  readonly text: string;
}

/** What somebody says. */
export interface SaidEntry extends ChatLine {
  readonly kind: 'chat';
}

/** Said some time ago, in private or in the room that the local user is in. */
export interface PastEntry extends Pick<
  ChatLine,
  'from' | 'isInRoom' | 'text' | 'sentAtMs' | 'isMine'
> {
  readonly kind: 'past';
}

export type ChatEntry = NoticeEntry | SaidEntry | PastEntry;

/** A line of the app's own, or several. */
export function noticeLine(entry: NoticeEntry): HTMLElement {
  const tone = entry.tone === 'echo' ? 'echo' : `notice ${entry.tone}`;
  const classes = `chat-entry ${tone}`;
  if (!entry.text.includes('\n')) {
    return element('p', { class: classes }, ...withWholeOptions(entry.text));
  }
  return element('p', { class: classes }, ...columnLines(entry.text.split('\n')));
}

/** @param said What is said, with its addresses to be pressed. */
export function chatLine(entry: SaidEntry, said: HTMLElement): HTMLElement {
  const classes = ['chat-entry', 'said'];
  if (entry.isMine) classes.push('mine');
  if (entry.state !== 'said') classes.push(entry.state);
  if (entry.to !== null) classes.push('private');
  const scope = `${scopeOf(entry)}${CHAT_STATES[entry.state]}`;
  // <bdi>: a name in a right-to-left script must not reorder the line around it.
  return element(
    'p',
    { class: classes.join(' ') },
    element('time', { text: clockTime(entry.sentAtMs) }),
    document.createTextNode(' '),
    element('bdi', { class: 'from', text: entry.from }),
    element('span', { class: 'scope', text: scope }),
    document.createTextNode(': '),
    said,
  );
}

/** @param said As of `chatLine`. */
export function pastLine(entry: PastEntry, said: HTMLElement): HTMLElement {
  return element(
    'p',
    { class: 'chat-entry said past' },
    element('time', { text: pastTime(entry.sentAtMs) }),
    document.createTextNode(' '),
    element('bdi', { class: 'from', text: entry.from }),
    element('span', { class: 'scope', text: entry.isInRoom ? CHAT_SCOPES.room : '' }),
    document.createTextNode(': '),
    said,
  );
}

/** Local day and time, `21/11/2026, 14:02`. */
function pastTime(atMs: number): string {
  return new Date(atMs).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
}

/** Whom it was said to. */
export function scopeOf({ to, isMine, isInRoom }: SaidEntry): string {
  if (isInRoom) return CHAT_SCOPES.room;
  if (to === null) return CHAT_SCOPES.all;
  return isMine ? scopeTo(to) : CHAT_SCOPES.you;
}
