import { Emitter } from '../../shared/base/emitter';
import { MAX_RECENT_ADDRESSES } from '../../shared/commands/areas/people-commands';
import { splitAtAddresses, type TextPart } from '../chat/text-addresses';
import { columnLines } from './column-lines';
import { element } from './element';
import { saidText } from './said-text';
import { clockTime } from '../text/clock-time';
import { CHAT_SCOPES, CHAT_STATES, PARTS, scopeTo } from '../text/panel-words';
import type { NoticeTone } from '../text/notice-tone';

export type ChatEntry =
  | { readonly kind: 'notice'; readonly tone: NoticeTone; readonly text: string }
  | {
      readonly kind: 'chat';
      readonly id: string;
      readonly from: string;
      /** `null`: said to everybody. */
      readonly to: string | null;
      /** Said in the room that the local user is in. */
      readonly isInRoom: boolean;
      readonly text: string;
      readonly sentAtMs: number;
      readonly isMine: boolean;
      /** `waiting`: goes when the connection is back; `unsaid`: it waited in vain. */
      readonly state: 'said' | 'waiting' | 'unsaid';
    }
  /** Said some time ago, in private or in the room that the local user is in. */
  | {
      readonly kind: 'past';
      readonly from: string;
      readonly isInRoom: boolean;
      readonly text: string;
      readonly sentAtMs: number;
      readonly isMine: boolean;
    };

/** Lines kept on screen; older ones go, so that a long day does not slow the page down. */
const MAX_ENTRIES = 1_000;
/** Long enough to read a sentence or two. */
const LATEST_SHOWN_MS = 6_000;
/** How near to the end counts as "reading the end", in pixels. */
const FOLLOW_SLACK_PX = 40;

/** The pane beside the stage: what people say, and what the app has to say. */
export class ChatPane {
  readonly root: HTMLElement;
  /** The newest line once more, for when the pane is put away. */
  readonly latest = element('p', { class: 'latest' });
  private readonly log: HTMLElement;
  private isFollowing = true;
  /** The size of the log that its lines were last laid out and scrolled for. */
  private knownSize = '';
  private latestTimer = 0;
  /** Lines that are not said yet, by id. */
  private readonly waiting = new Map<string, HTMLElement>();
  private readonly addressEmitter = new Emitter<string>();
  /** An address was pressed that somebody had said: https, ASCII throughout. */
  readonly onAddress = this.addressEmitter.event;
  /** The addresses that were said, newest first, each once. */
  private addresses: readonly string[] = [];

  constructor() {
    this.log = element('div', { class: 'chat-log', role: 'log', label: PARTS.chat });
    // Focusable, so that it can be scrolled without a mouse.
    this.log.tabIndex = 0;
    this.root = element(
      'section',
      { class: 'chat' },
      element('h2', { text: PARTS.chat }),
      this.log,
    );
    this.log.addEventListener('scroll', () => {
      // Lines that wrap otherwise scroll as well; that is not the reader, and is seen to below.
      if (this.size() === this.knownSize) this.isFollowing = this.isAtEnd();
    });
    // Whoever reads the end goes on reading the end in a window of another size.
    new ResizeObserver(() => {
      this.knownSize = this.size();
      if (this.isFollowing) this.scrollToEnd();
    }).observe(this.log);
    // Lines come, and those of files go on changing: what has become of one may take another row.
    const allChanges = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => {
      if (this.isFollowing) this.scrollToEnd();
    }).observe(this.log, allChanges);
  }

  append(entry: ChatEntry): void {
    if (entry.kind === 'notice') {
      this.appendLine(noticeLine(entry));
      this.showLatest(entry.text);
      return;
    }
    const text = this.takeText(entry.text);
    if (entry.kind === 'past') {
      this.appendLine(pastLine(entry, text));
      return;
    }
    const line = this.chatLine(entry, text);
    this.appendLine(line);
    this.showLatest(line.textContent);
  }

  /** The address that was said `back`th, 1 for the newest; `null`: there were not so many. */
  addressAt(back: number): string | null {
    return this.addresses.at(back - 1) ?? null;
  }

  /** What was said, to be shown; its addresses are kept. */
  private takeText(text: string): HTMLElement {
    const parts = splitAtAddresses(text);
    this.keepAddresses(parts);
    return saidText(parts, (url) => {
      this.addressEmitter.fire(url);
    });
  }

  private keepAddresses(parts: readonly TextPart[]): void {
    for (const part of parts) {
      if (typeof part === 'string') continue;
      const others = this.addresses.filter((url) => url !== part.url);
      this.addresses = [part.url, ...others].slice(0, MAX_RECENT_ADDRESSES);
    }
  }

  /** What waited goes to the end when it is said: others may have said something meanwhile. */
  private chatLine(entry: Extract<ChatEntry, { kind: 'chat' }>, text: HTMLElement): HTMLElement {
    this.waiting.get(entry.id)?.remove();
    this.waiting.delete(entry.id);
    const line = chatLine(entry, text);
    if (entry.state === 'waiting') this.waiting.set(entry.id, line);
    return line;
  }

  /** A line that is not like the others, and may go on changing. */
  appendLine(line: HTMLElement): void {
    this.log.append(line);
    while (this.log.childElementCount > MAX_ENTRIES) this.log.firstElementChild?.remove();
  }

  private size(): string {
    return `${this.log.clientWidth}x${this.log.clientHeight}`;
  }

  private isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    return scrollHeight - scrollTop - clientHeight < FOLLOW_SLACK_PX;
  }

  private scrollToEnd(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }

  private showLatest(text: string): void {
    window.clearTimeout(this.latestTimer);
    this.latest.textContent = text;
    this.latestTimer = window.setTimeout(() => {
      this.latest.textContent = '';
    }, LATEST_SHOWN_MS);
  }

  notice(text: string, tone: NoticeTone = 'info'): void {
    this.append({ kind: 'notice', tone, text });
  }
}

function noticeLine(entry: Extract<ChatEntry, { kind: 'notice' }>): HTMLElement {
  const tone = entry.tone === 'echo' ? 'echo' : `notice ${entry.tone}`;
  const classes = `chat-entry ${tone}`;
  if (!entry.text.includes('\n')) return element('p', { class: classes, text: entry.text });
  return element('p', { class: classes }, ...columnLines(entry.text.split('\n')));
}

function chatLine(entry: Extract<ChatEntry, { kind: 'chat' }>, said: HTMLElement): HTMLElement {
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

function pastLine(entry: Extract<ChatEntry, { kind: 'past' }>, said: HTMLElement): HTMLElement {
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

function scopeOf({ to, isMine, isInRoom }: Extract<ChatEntry, { kind: 'chat' }>): string {
  if (isInRoom) return CHAT_SCOPES.room;
  if (to === null) return CHAT_SCOPES.all;
  return isMine ? scopeTo(to) : CHAT_SCOPES.you;
}
