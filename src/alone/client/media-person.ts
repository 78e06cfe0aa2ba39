import type { CellGrid } from '../../shared/ascii/cells';
import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { StyleName } from '../../shared/ascii/styles';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { PublicKey } from '../../shared/protocol/fields';
import type { ViewState } from '../../shared/protocol/peer-messages';
import type { TrackKind } from '../../renderer/rtc/peer-link';
import { fitPicture } from '../../shared/stage/fit-picture';
import { NodeCamera } from '../media/node-camera';
import type { NodeTrack, Sound } from '../media/node-track';
import { CELL_ASPECT } from '../window/headless-picture';

/** What pictures are to be drawn as. */
export interface CellsWish {
  /** 1 to 1000. */
  readonly cols: number;
  /** 1 to 1000; left out: as many as the picture is high, of cells twice as high as wide. */
  readonly rows?: number;
  /** Left out: `shape`, which has the most to be seen. */
  readonly style?: StyleName;
}

/** Cells in which whoever wants pixels is no longer sent more. */
const NO_VIEW = { cols: 0, rows: 0, style: 'shape', wantsPixels: false } as const;
const MAX_CELLS = 1_000;

type View = Omit<ViewState, 'kind'>;

interface CellsListener {
  readonly wish: CellsWish;
  readonly listener: (cells: CellGrid) => void;
}

/** What somebody in the call, or in the room, can be asked for. */
export interface MediaPersonPorts {
  /** Tells them what is made of their picture. */
  setView(view: View): void;
  tell(text: string): void;
}

/**
 * Somebody else in the call or the room: their picture and their sound. They send no picture as
 * long as nobody listens to it, and no more of it than is asked for.
 */
export class MediaPerson implements Disposable {
  private readonly store = new DisposableStore();
  private readonly frames = this.store.add(new Emitter<I420Frame>());
  private readonly sounds = this.store.add(new Emitter<Sound>());
  private readonly wishes = new Set<CellsListener>();
  private frameListeners = 0;
  private picture: NodeTrack | null = null;
  private readonly seeing = this.store.add(new MutableDisposable<Disposable>());
  private readonly hearing = this.store.add(new MutableDisposable<Disposable>());

  /** @param name As it may be shown. @param key `null`: a guest, whom nothing proves. */
  constructor(
    readonly name: string,
    readonly key: PublicKey | null,
    private readonly ports: MediaPersonPorts,
  ) {}

  /**
   * Frames of their camera, in full size: planes of 8 bits, valid until the next. Returns what ends
   * it.
   */
  onFrame(listener: (frame: I420Frame) => void): () => void {
    const listening = this.frames.event(listener);
    this.frameListeners++;
    this.tellView();
    return once(() => {
      listening.dispose();
      this.frameListeners--;
      this.tellView();
    });
  }

  /**
   * Frames of their camera drawn as text, valid until the next: `cellsToText` makes a string of
   * them. Returns what ends it.
   */
  onCells(wish: CellsWish, listener: (cells: CellGrid) => void): () => void {
    const entry = { wish, listener };
    this.wishes.add(entry);
    this.see();
    this.tellView();
    return once(() => {
      this.wishes.delete(entry);
      this.see();
      this.tellView();
    });
  }

  /** What they say: pieces of 20 ms at 48 kHz, mono, -1 to 1. Returns what ends it. */
  onSound(listener: (sound: Float32Array) => void): () => void {
    const listening = this.sounds.event(listener);
    return once(() => {
      listening.dispose();
    });
  }

  /** Writes to them alone. */
  say(text: string): void {
    this.ports.tell(text);
  }

  /** For the client: a track of theirs came, or (`null`) went. */
  setTrack(kind: TrackKind, track: NodeTrack | null): void {
    if (kind === 'video') {
      this.picture = track;
      this.see();
    } else if (kind === 'audio') {
      this.hearing.value = track?.onSound((sound) => {
        this.sounds.fire(sound);
      });
    }
  }

  /** For the client: on a path too thin for video their picture came as text. */
  showText(cells: CellGrid): void {
    for (const { listener } of [...this.wishes]) listener(cells);
  }

  /** For the client: there is a connection, which knows nothing yet of what is wanted. */
  tellView(): void {
    this.ports.setView(this.view());
  }

  dispose(): void {
    this.wishes.clear();
    this.store.dispose();
  }

  private view(): View {
    if (this.frameListeners === 0 && this.wishes.size === 0) return NO_VIEW;
    const wishes = [...this.wishes].map(({ wish }) => wish);
    const most = (numbers: readonly number[]): number =>
      Math.min(MAX_CELLS, Math.max(0, ...numbers));
    return {
      cols: most(wishes.map(({ cols }) => cols)),
      rows: most(wishes.map(({ cols, rows }) => rows ?? Math.ceil(cols * CELL_ASPECT))),
      style: wishes.at(0)?.style ?? NO_VIEW.style,
      wantsPixels: this.frameListeners > 0,
    };
  }

  private see(): void {
    const { picture } = this;
    if (picture === null) {
      this.seeing.value = undefined;
      return;
    }
    const seeing = new DisposableStore();
    seeing.add(
      picture.onFrame((frame) => {
        this.frames.fire(frame);
      }),
    );
    for (const { wish, listener } of this.wishes) seeing.add(drawCells(picture, wish, listener));
    this.seeing.value = seeing;
  }
}

/** Draws each frame of `track`, in as many rows as it takes. */
function drawCells(
  track: NodeTrack,
  { cols, rows, style = 'shape' }: CellsWish,
  listener: (cells: CellGrid) => void,
): Disposable {
  const store = new DisposableStore();
  let drawn = 0;
  // Before the camera: a frame of another shape is drawn in that shape already.
  store.add(
    track.onFrame(({ width, height }) => {
      const needed =
        rows ?? fitPicture(width / height, { cols, rows: MAX_CELLS }, CELL_ASPECT).rows;
      if (needed !== drawn) camera.follow({ cols, rows: needed, style }, listener);
      drawn = needed;
    }),
  );
  const camera = store.add(new NodeCamera(track));
  return store;
}

function once(end: () => void): () => void {
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    end();
  };
}
