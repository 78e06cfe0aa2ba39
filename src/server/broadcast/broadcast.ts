import { timingSafeEqual } from 'node:crypto';
import {
  MAX_VIEWERS,
  MAX_VIEWERS_PER_ADDRESS,
  STALLED_VIEWER_MS,
} from '../../shared/protocol/limits';
import type { StagePicture } from '../../shared/stage/stage-picture';
import type { ServerClock } from '../system-clock';
import { type CreateDelta, GridFeed } from './grid-feed';
import { gridFor, type GridSize } from './grid-ladder';
import type { SendQueues } from './send-queues';
import type { ConnectionEnds } from './tcp-table';
import { Viewer, type ViewerSink } from './viewer';

export interface BroadcastOptions {
  readonly clock: Pick<ServerClock, 'monotonicMs'>;
  readonly createDelta?: CreateDelta | undefined;
  /** Who reads what is sent to them. */
  readonly queues: Pick<SendQueues, 'of'>;
}

/** Who would like to watch. */
export interface Watcher {
  readonly terminal: GridSize;
  readonly addressKey: string | null;
  readonly ends: ConnectionEnds;
}

/** One stage that is shown to whoever has its address, from its start to its end. */
export class Broadcast {
  private readonly viewers = new Set<Viewer>();
  /** By their size, `120x36`; of the size that the stage has now. */
  private readonly feeds = new Map<string, GridFeed>();
  private picture: StagePicture | null = null;
  private frame = 0;
  private isOver = false;
  /** When the last frame came. */
  heardAtMs: number;

  /** @param passwordHash `null`: none. */
  constructor(
    readonly token: string,
    private readonly passwordHash: Buffer | null,
    private readonly options: BroadcastOptions,
  ) {
    this.heardAtMs = options.clock.monotonicMs();
  }

  get viewerCount(): number {
    return this.viewers.size;
  }

  get hasPassword(): boolean {
    return this.passwordHash !== null;
  }

  /** How many updates were encoded, for all who watch. */
  get encodes(): number {
    return [...this.feeds.values()].reduce((sum, { encodes }) => sum + encodes, 0);
  }

  /** In constant time. */
  isPassword(hash: Buffer): boolean {
    return this.passwordHash !== null && timingSafeEqual(this.passwordHash, hash);
  }

  /** `null`: there are as many as may be. */
  watch(sink: ViewerSink, { terminal, addressKey, ends }: Watcher): Viewer | null {
    if (this.isOver || this.isFull(addressKey)) return null;
    const viewer = new Viewer(addressKey, sink, this.options.queues.of(ends), terminal);
    this.viewers.add(viewer);
    this.show(viewer);
    return viewer;
  }

  /** Their terminal has another size. */
  resize(viewer: Viewer, terminal: GridSize): void {
    viewer.terminal = terminal;
    this.show(viewer);
  }

  /** They are gone. */
  leave(viewer: Viewer): void {
    this.viewers.delete(viewer);
    viewer.dispose();
  }

  handleFrame(picture: StagePicture): void {
    const { picture: before } = this;
    this.heardAtMs = this.options.clock.monotonicMs();
    if (before?.cols !== picture.cols || before.rows !== picture.rows) this.feeds.clear();
    this.picture = picture;
    this.frame += 1;
    for (const viewer of this.viewers) if (!viewer.isBusy) this.show(viewer);
  }

  /** Cuts off those who have taken nothing for long. */
  sweep(): void {
    const nowMs = this.options.clock.monotonicMs();
    for (const viewer of this.viewers) {
      if (viewer.stalledMs(nowMs) < STALLED_VIEWER_MS) continue;
      this.viewers.delete(viewer);
      viewer.end(true);
    }
    this.dropUnwatched();
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const viewer of this.viewers) viewer.end();
    this.viewers.clear();
    this.feeds.clear();
    this.picture = null;
  }

  /** A feed holds some megabytes. */
  private dropUnwatched(): void {
    const watched = new Set([...this.viewers].map((viewer) => viewer.watched));
    for (const [key, feed] of this.feeds) if (!watched.has(feed)) this.feeds.delete(key);
  }

  private show(viewer: Viewer): void {
    const { picture, frame } = this;
    if (picture === null) return;
    const feed = this.feedFor(gridFor(picture, viewer.terminal));
    viewer.show(
      feed,
      frame,
      (shown) => feed.update(picture, frame, shown),
      this.options.clock.monotonicMs(),
      () => {
        this.show(viewer);
      },
    );
  }

  private feedFor(size: GridSize): GridFeed {
    const key = `${size.cols}x${size.rows}`;
    const feed = this.feeds.get(key) ?? this.createFeed(size);
    this.feeds.set(key, feed);
    return feed;
  }

  private createFeed({ cols, rows }: GridSize): GridFeed {
    return new GridFeed({ cols, rows }, this.options.createDelta);
  }

  private isFull(addressKey: string | null): boolean {
    if (this.viewers.size >= MAX_VIEWERS) return true;
    if (addressKey === null) return false;
    let fromThere = 0;
    for (const viewer of this.viewers) if (viewer.addressKey === addressKey) fromThere += 1;
    return fromThere >= MAX_VIEWERS_PER_ADDRESS;
  }
}
