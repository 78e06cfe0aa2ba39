import { Emitter } from '../../shared/base/emitter';
import { MAX_RECENT_ADDRESSES } from '../../shared/commands/areas/people-commands';
import { splitAtAddresses, type TextPart } from '../chat/text-addresses';
import { type ChatEntry, chatLine, noticeLine, pastLine, type SaidEntry } from './chat-lines';
import { element } from './element';
import { saidText } from './said-text';
import { TypingLines } from './typing-lines';
import { PARTS } from '../text/panel-words';
import type { NoticeTone } from '../text/notice-tone';

/** Lines kept on screen; older ones go, so that a long day does not slow the page down. */
const MAX_ENTRIES = 1_000;
/** Of them, those that are told to whoever comes later. */
const MAX_REMEMBERED = 200;
/** Long enough to read a sentence or two. */
const LATEST_SHOWN_MS = 6_000;
/** How near to the end counts as "reading the end", in pixels. */
const FOLLOW_SLACK_PX = 40;

/** The pane beside the stage: what people say, and what the app has to say. */
export class ChatPane {
  readonly root: HTMLElement;
  /** The newest line once more, for when the pane is put away. */
  readonly latest = element('p', { class: 'latest' });
  readonly typing = new TypingLines();
  private readonly log: HTMLElement;
  private isFollowing = true;
  /** The size of the log that its lines were last laid out and scrolled for. */
  private knownSize = '';
  private latestTimer = 0;
  /** Lines that are not said yet, by id. */
  private readonly waiting = new Map<string, HTMLElement>();
  private readonly addressEmitter = new Emitter<string>();
  private readonly entryEmitter = new Emitter<ChatEntry>();
  /** A line came. */
  readonly onEntry = this.entryEmitter.event;
  /** The latest of them, for whoever comes later. */
  private readonly entries: ChatEntry[] = [];
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
      this.typing.root,
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
    this.remember(entry);
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

  /** The latest lines, the newest last. */
  get latestEntries(): readonly ChatEntry[] {
    return this.entries;
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
  private chatLine(entry: SaidEntry, text: HTMLElement): HTMLElement {
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

  private remember(entry: ChatEntry): void {
    this.entries.push(entry);
    if (this.entries.length > MAX_REMEMBERED) this.entries.shift();
    this.entryEmitter.fire(entry);
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
