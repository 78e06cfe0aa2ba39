import type { Clock } from '../shared/base/clock';
import type { Push } from '../shared/protocol/events';
import { LINE_MEMORY_MS, MAX_RECENT_LINES } from '../shared/protocol/limits';

/** Whom a line was said to. */
export type Audience =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'person'; readonly key: string }
  /** `keys`: the members at that moment, those whose connection was broken among them. */
  | { readonly kind: 'room'; readonly slug: string; readonly keys: ReadonlySet<string> };

export type LinePush = Extract<Push, { name: 'chat:message' | 'room:message' }>;

/**
 * So many are let go of at once where there is no place for more: one at a time would be looked for
 * behind all that went before it.
 */
const MADE_ROOM_FOR = 100;
/** How often those are let go of that are too old for anybody. */
const LOOK_EVERY_MS = 1_000;

interface RecentLine {
  /** The key of whoever said it. */
  readonly from: string;
  readonly audience: Audience;
  readonly push: LinePush;
}

/** Somebody who comes back, and how far they had heard. */
export interface Listener {
  readonly key: string;
  /** The number of the last line that reached them. */
  readonly heardSeq: number;
  /**
   * Whether they proved to be whoever had this name before; others hear what is said to everybody.
   */
  readonly isResumed: boolean;
  /** The slug of the room that a ticket took them back into, after a restart; `null`: none did. */
  readonly restoredSlug: string | null;
}

/**
 * What was said in the last minute or so, for those whose connection was broken meanwhile, and so
 * that a line that is sent twice is said once. Lines are numbered through, also over restarts of
 * the server (the clock gives the first number). Bounded in age and in number; nothing of it is
 * written anywhere.
 */
export class RecentLines {
  /** By speaker and id, oldest first. */
  private readonly lines = new Map<string, RecentLine>();
  private last: number;
  private lookAgainAtMs = 0;

  constructor(private readonly clock: Clock) {
    // A thousand numbers a millisecond: no server says so much, and the numbers stay exact for
    // centuries.
    this.last = clock.nowMs() * 1_000;
  }

  nextSeq(): number {
    this.last += 1;
    return this.last;
  }

  /** The number of the last line. */
  get lastSeq(): number {
    return this.last;
  }

  /** What `from` said under that id, when they did lately. */
  find(from: string, id: string): LinePush | undefined {
    return this.lines.get(lineKey(from, id))?.push;
  }

  add(from: string, audience: Audience, push: LinePush): void {
    const nowMs = this.clock.nowMs();
    if (nowMs >= this.lookAgainAtMs || this.lines.size >= MAX_RECENT_LINES) this.forgetOld();
    this.lines.set(lineKey(from, push.payload.id), { from, audience, push });
  }

  /** What `listener` missed, in the order in which it was said. */
  missedBy(listener: Listener): readonly LinePush[] {
    this.forgetOld();
    const missed: LinePush[] = [];
    for (const { from, audience, push } of this.lines.values()) {
      if (push.payload.seq <= listener.heardSeq || from === listener.key) continue;
      if (isFor(audience, listener)) missed.push(push);
    }
    return missed;
  }

  private forgetOld(): void {
    const nowMs = this.clock.nowMs();
    this.lookAgainAtMs = nowMs + LOOK_EVERY_MS;
    const isFull = this.lines.size >= MAX_RECENT_LINES;
    const most = isFull ? MAX_RECENT_LINES - MADE_ROOM_FOR : MAX_RECENT_LINES;
    for (const [key, { push }] of this.lines) {
      const isOld = push.payload.sentAtMs < nowMs - LINE_MEMORY_MS;
      if (!isOld && this.lines.size <= most) return;
      this.lines.delete(key);
    }
  }
}

function isFor(audience: Audience, { key, isResumed, restoredSlug }: Listener): boolean {
  switch (audience.kind) {
    case 'everybody':
      return true;
    case 'person':
      return isResumed && audience.key === key;
    case 'room':
      return audience.slug === restoredSlug || (isResumed && audience.keys.has(key));
  }
}

/** Neither keys of names nor ids have a line break. */
function lineKey(from: string, id: string): string {
  return `${from}\n${id}`;
}
