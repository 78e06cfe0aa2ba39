import { DisposableStore } from '../../shared/base/lifecycle';
import type { StyleName } from '../../shared/ascii/styles';
import type { Picture, PictureGrid } from '../terminal/picture';
import type { TerminalSurface } from '../terminal/terminal-surface';
import { layoutStage, type StageLayout, type StageScene } from './stage-layout';
import type { RecordedPicture } from '../call/recorder';
import type { SnapshotSource } from './snapshot-source';

/** Whose picture: mine or the other end's. */
export type PictureOwner = 'self' | 'remote';

/** How pictures are drawn, all of them, and the stage below them. */
export interface PictureLook {
  readonly style: StyleName;
  readonly frameInterval: number;
  readonly density: number;
  readonly crt: boolean;
}

/** What the stage has to tell. */
export interface StageEvents {
  /** Of the large picture, once a second. */
  handleFrameRate(paintedFps: number): void;
  /** The cells at which the other end's picture is shown have changed. */
  handleView(grid: PictureGrid): void;
  /** The other end's picture stands still, or moves again. */
  handleStill(isStill: boolean): void;
  /** The stage has another size, in cells. */
  handleResize(cols: number, rows: number): void;
  /** The mouse wheel wishes for pictures this many times as fine. */
  handleDensityWish(factor: number): void;
}

/**
 * The stage: text and pictures on one terminal surface. State in, nothing out: it shows a scene,
 * and each picture exists exactly as long as it has a track.
 */
export class StageView {
  private readonly store = new DisposableStore();
  private readonly pictures = new Map<PictureOwner, Picture>();
  private readonly names: Record<PictureOwner, string> = { self: 'you', remote: 'nobody' };
  /** Whose pictures are shown as real video. */
  private readonly pixels = new Set<PictureOwner>();
  private scene: StageScene | null = null;
  private layout: StageLayout | null = null;

  constructor(
    private readonly surface: TerminalSurface,
    private look: PictureLook,
    private readonly events: StageEvents,
  ) {
    surface.setCrt(look.crt);
    this.store.add(
      surface.onResize(({ cols, rows }) => {
        this.render();
        this.events.handleResize(cols, rows);
      }),
    );
  }

  show(scene: StageScene): void {
    this.scene = scene;
    this.render();
  }

  setTrack(owner: PictureOwner, track: MediaStreamTrack | null): void {
    const picture = this.pictures.get(owner);
    if (track === null) {
      if (picture && owner === 'remote') this.events.handleStill(false);
      picture?.dispose();
      this.pictures.delete(owner);
    } else {
      (picture ?? this.createPicture(owner)).setTrack(track);
    }
    this.render();
  }

  setName(owner: PictureOwner, name: string): void {
    this.names[owner] = name;
    this.pictures.get(owner)?.setLabel(`video of ${name}`);
  }

  /** Shows the real video of `owner` instead of cells, or the cells again. */
  setPixels(owner: PictureOwner, isOn: boolean): void {
    if (isOn) this.pixels.add(owner);
    else this.pixels.delete(owner);
    this.pictures.get(owner)?.setPixels(isOn);
  }

  hasPixels(owner: PictureOwner): boolean {
    return this.pixels.has(owner);
  }

  setLook(look: PictureLook): void {
    this.look = look;
    this.surface.setCrt(look.crt);
    for (const picture of this.pictures.values()) {
      picture.setStyle(look.style);
      picture.setFrameInterval(look.frameInterval);
      picture.setDensity(look.density);
    }
  }

  /** The picture that snapshots are of: the other end's in a call, mine before one. */
  get snapshotSource(): SnapshotSource | null {
    for (const owner of ['remote', 'self'] as const) {
      const picture = this.pictures.get(owner);
      if (picture === undefined) continue;
      const name = this.names[owner];
      return { name, snapshot: () => picture.snapshot(), png: () => picture.png() };
    }
    return null;
  }

  /** The pictures as they lie on the stage, from below to above. */
  async recordedPictures(): Promise<RecordedPicture[]> {
    const recorded: RecordedPicture[] = [];
    for (const owner of ['remote', 'self'] as const) {
      const rect = this.layout?.[owner] ?? null;
      const snapshot = rect === null ? null : await this.pictures.get(owner)?.snapshot();
      if (rect !== null && snapshot) recorded.push({ snapshot, rect });
    }
    return recorded;
  }

  get size(): { readonly cols: number; readonly rows: number } {
    return { cols: this.surface.cols, rows: this.surface.rows };
  }

  /** The rows of text of the stage. */
  textRows(): string[] {
    return this.surface.textAt();
  }

  dispose(): void {
    for (const picture of this.pictures.values()) picture.dispose();
    this.pictures.clear();
    this.store.dispose();
  }

  private createPicture(owner: PictureOwner): Picture {
    const picture = this.surface.addPicture({
      label: `video of ${this.names[owner]}`,
      style: this.look.style,
      // One's own picture is a mirror; what the other end sees of me is not.
      mirror: owner === 'self',
      frameInterval: this.look.frameInterval,
      density: this.look.density,
    });
    picture.setPixels(this.pixels.has(owner));
    picture.onDensityWish((factor) => {
      this.events.handleDensityWish(factor);
    });
    if (owner === 'remote') {
      picture.onGrid((grid) => {
        this.events.handleView(grid);
      });
      picture.onState((state) => {
        this.events.handleStill(state === 'stalled');
      });
    }
    picture.onStats((stats) => {
      if (this.pictures.has('remote') === (owner === 'remote'))
        this.events.handleFrameRate(stats.paintedFps);
    });
    this.pictures.set(owner, picture);
    return picture;
  }

  private render(): void {
    if (this.scene === null) return;
    const { cols, rows } = this.surface;
    const layout = layoutStage(this.scene, cols, rows, this.pictures.has('self'));
    this.layout = layout;
    this.surface.drawText(layout.runs);
    this.pictures.get('self')?.setInset(layout.isSelfInset);
    this.pictures.get('self')?.setRect(layout.self);
    this.pictures.get('remote')?.setRect(layout.remote);
  }
}
