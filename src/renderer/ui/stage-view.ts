import type { CellGrid } from '../../shared/ascii/cells';
import type { PictureLook } from '../../shared/ascii/picture-look';
import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { MAX_VIEW_CELLS_PER_SIDE } from '../../shared/protocol/peer-messages';
import { boxOfCells, isOnCells, type PageBox } from '../../shared/stage/cell-point';
import { type CellRect, centredIn } from '../../shared/stage/cell-rect';
import { cropOf, type Magnifier, NOT_MAGNIFIED } from '../../shared/stage/magnifier';
import { isScreenTile, isTerminalTile, type TileKey } from '../../shared/stage/tile-key';
import type { RecordedPicture } from '../call/recorder';
import type { PictureGrid } from '../terminal/picture';
import type { Preview, ShellShown, TextRun } from '../terminal/terminal-surface';
import type { StagePicture, StageShell, StageSurface } from '../terminal/stage-surface';
import { NOBODY, pictureLabel, terminalLabel, YOU } from '../text/tile-words';
import { largestTile } from './largest-tile';
import type { LookPart } from './picture-styles';
import { layoutParticipants, type PlacedPicture } from './participants-layout';
import { SELF_TILE } from './participant-tiles';
import { layoutPrompt } from './prompt-layout';
import type { SnapshotSource } from './snapshot-source';
import type { StageScene } from './stage-scene';
import type { PagePoint } from './take-drops';
import { OWN_TERMINAL_TILE } from './terminal-tiles';

/** How pictures are drawn, each of them, and the stage below them. */
export interface StageLook {
  lookOf(person: string, part: LookPart): PictureLook;
  /** The local picture may be a mirror; what the remote end sees of it is not. */
  readonly isMirror: boolean;
  readonly frameInterval: number;
  readonly density: number;
  readonly crt: boolean;
}

/** What the stage has to tell. */
export interface StageEvents {
  /** Of the largest picture of a person, once a second; `null`: there is no picture any more. */
  handleFrameRate(paintedFps: number | null): void;
  /** The cells at which somebody's picture is shown have changed; `null`: it is not shown. */
  handleView(key: TileKey, grid: PictureGrid | null): void;
  /** Somebody's picture stands still, or moves again. */
  handleStill(key: TileKey, isStill: boolean): void;
  /** The stage has another size, in cells. */
  handleResize(cols: number, rows: number): void;
  /** The mouse wheel wishes for pictures this many times as fine. */
  handleDensityWish(factor: number): void;
}

/** What a stage shows, whatever its size. */
export interface ShownStage {
  readonly scene: StageScene | null;
  /** Where pictures come from. */
  readonly tracks: ReadonlyMap<TileKey, MediaStreamTrack>;
  /** Pictures that come as cells instead. */
  readonly cells: ReadonlyMap<TileKey, CellGrid>;
  /** Width by height of a shared terminal, by the shape of a cell; `null`: none is there. */
  readonly shellAspect: (key: TileKey, cellAspect: number) => number | null;
  /** What fits of it into so many cells. */
  shellIn(key: TileKey, room: { readonly cols: number; readonly rows: number }): CellGrid | null;
  lookOf(key: TileKey): PictureLook;
  isMirror(key: TileKey): boolean;
}

interface StageLayout {
  readonly runs: readonly TextRun[];
  readonly pictures: ReadonlyMap<TileKey, PlacedPicture>;
  readonly places: ReadonlyMap<TileKey, CellRect>;
  readonly areas: ReadonlyMap<TileKey, CellRect>;
  readonly numbered: readonly TileKey[];
}

/** Of most cameras: what a tile is taken to have until its picture says. */
const USUAL_ASPECT = 4 / 3;

/**
 * The stage: text and pictures on one terminal surface. State in, nothing out: it shows a scene,
 * and each picture exists exactly as long as it has a track.
 */
export class StageView {
  private readonly store = new DisposableStore();
  private readonly pictures = new Map<TileKey, StagePicture>();
  private readonly tracks = new Map<TileKey, MediaStreamTrack>();
  /** Drawn unseen, as they may be shown at any moment: whether they are, others have yet to say. */
  private readonly waiting = new Map<TileKey, StagePicture>();
  private readonly shownEmitter = this.store.add(new Emitter<void>());
  /** It shows something else than before: whoever shows the same elsewhere looks again. */
  readonly onShown = this.shownEmitter.event;
  /** Terminals that are shared. */
  private readonly shells = new Map<TileKey, StageShell>();
  private readonly names = new Map<TileKey, string>();
  /** What is shown as real video. */
  private readonly pixels = new Set<TileKey>();
  /** What is looked at through a glass. */
  private readonly magnifiers = new Map<TileKey, Magnifier>();
  /** Pictures that come as cells. */
  private readonly cells = new Map<TileKey, CellGrid>();
  private isMirrored = true;
  /** Every how many frames the local picture is drawn, at the most. */
  private mirrorInterval = 1;
  private scene: StageScene | null = null;
  private placed: StageLayout['pictures'] = new Map();
  private places: StageLayout['places'] = new Map();
  private areas: StageLayout['areas'] = new Map();
  private numbered: readonly TileKey[] = [];

  constructor(
    private readonly surface: StageSurface,
    private look: StageLook,
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

  setTrack(key: TileKey, track: MediaStreamTrack | null): void {
    const picture = this.pictures.get(key);
    if (track === null) this.tracks.delete(key);
    else this.tracks.set(key, track);
    if (track === null) {
      if (picture) this.events.handleStill(key, false);
      picture?.dispose();
      this.pictures.delete(key);
      this.magnifiers.delete(key);
    } else {
      (picture ?? this.addPicture(key)).setTrack(track);
    }
    this.render();
  }

  /** The pictures of these tiles may come at any moment: they find all ready to begin. */
  expectPictures(keys: readonly TileKey[]): void {
    for (const [key, picture] of this.waiting) {
      if (keys.includes(key)) continue;
      picture.dispose();
      this.waiting.delete(key);
    }
    for (const key of keys) {
      if (this.pictures.has(key) || this.waiting.has(key)) continue;
      const picture = this.createPicture(key);
      picture.setShown(false);
      picture.setRect(this.places.get(key) ?? null);
      this.waiting.set(key, picture);
    }
    this.prepare();
  }

  /** A track of theirs came, or (`null`) went; whether it is to be seen, they have yet to say. */
  awaitTrack(key: TileKey, track: MediaStreamTrack | null): void {
    this.waiting.get(key)?.setTrack(track);
  }

  /**
   * Whether what is sent may be mirrored here, if the user likes: text would be the wrong way
   * round there.
   */
  setMirrored(isMirrored: boolean): void {
    this.isMirrored = isMirrored;
    this.pictures.get(SELF_TILE)?.setMirror(this.isMirror);
  }

  /** Draws the local picture every so many frames, where it is not drawn less often anyway. */
  setMirrorInterval(frameInterval: number): void {
    this.mirrorInterval = frameInterval;
    this.pictures.get(SELF_TILE)?.setFrameInterval(this.intervalOf(SELF_TILE));
  }

  /** What a tile's picture is called: of whom, or of whose screen. */
  setName(key: TileKey, name: string): void {
    this.names.set(key, name);
    const picture = this.pictures.get(key) ?? this.waiting.get(key);
    picture?.setLabel(this.labelOf(key));
    picture?.setLook(this.lookOf(key));
    this.shells.get(key)?.setLabel(terminalLabel(name));
  }

  /**
   * A tile's terminal, as it is from now on; `null`: it is shared no longer. It is the same object
   * for as long as it is there.
   */
  showShell(key: TileKey, shown: ShellShown | null): StageShell | null {
    const shell = this.shells.get(key);
    if (shown === null) {
      shell?.dispose();
      this.shells.delete(key);
      this.render();
      return null;
    }
    const there = shell ?? this.surface.addShell(terminalLabel(this.nameOf(key)));
    this.shells.set(key, there);
    const before = there.aspectOf(1);
    there.show(shown);
    if (shell === undefined || there.aspectOf(1) !== before) this.render();
    else this.shownEmitter.fire();
    return there;
  }

  /** `null`: no terminal is shared there. */
  shell(key: TileKey): StageShell | null {
    return this.shells.get(key) ?? null;
  }

  /** A tile's picture comes as cells; `null`: as video. */
  setCells(key: TileKey, cells: CellGrid | null): void {
    if (cells === null) this.cells.delete(key);
    else this.cells.set(key, cells);
    this.pictures.get(key)?.setCells(cells);
    this.shownEmitter.fire();
  }

  /** Shows the real video of a tile instead of cells, or the cells again. */
  setPixels(key: TileKey, isOn: boolean): void {
    if (isOn) this.pixels.add(key);
    else this.pixels.delete(key);
    this.pictures.get(key)?.setPixels(isOn);
  }

  hasPixels(key: TileKey): boolean {
    return this.pixels.has(key);
  }

  get tilesWithPixels(): readonly TileKey[] {
    return [...this.pixels];
  }

  /** What is seen of the picture that is read: of a shared screen, or of the largest one. */
  get magnifier(): Magnifier {
    const key = this.readKey;
    return (key === null ? undefined : this.magnifiers.get(key)) ?? NOT_MAGNIFIED;
  }

  /** `false`: there is no picture. */
  setMagnifier(magnifier: Magnifier): boolean {
    const key = this.readKey;
    if (key === null) return false;
    this.magnifiers.set(key, magnifier);
    this.pictures.get(key)?.setCrop(cropOf(magnifier));
    // Whoever sends it sends as much more of it as is seen.
    this.render();
    return true;
  }

  setLook(look: StageLook): void {
    this.look = look;
    this.surface.setCrt(look.crt);
    for (const [key, picture] of [...this.pictures, ...this.waiting]) {
      picture.setLook(this.lookOf(key));
      if (key === SELF_TILE) picture.setMirror(this.isMirror);
      picture.setFrameInterval(this.intervalOf(key));
      picture.setDensity(look.density);
    }
  }

  /** What snapshots are of: a tile's picture, or, without a key, the largest one on the stage. */
  snapshotSource(key: TileKey | null = null): SnapshotSource | null {
    const chosen = key ?? this.mainKey;
    const picture = chosen === null ? undefined : this.pictures.get(chosen);
    if (chosen === null || picture === undefined) return null;
    const name = this.nameOf(chosen);
    return { name, snapshot: () => picture.snapshot(), png: () => picture.png() };
  }

  /** The pictures as they lie on the stage, from below to above. */
  async recordedPictures(): Promise<RecordedPicture[]> {
    const inOrder = [...this.placed].sort(([, a], [, b]) => Number(a.isInset) - Number(b.isInset));
    const recorded = await Promise.all(
      inOrder.map(async ([key, { rect }]): Promise<RecordedPicture[]> => {
        const terminal = this.shells.get(key)?.cellsIn(rect);
        const snapshot = (await this.pictures.get(key)?.snapshot()) ?? null;
        return [
          // Letters are to be read: cell for cell, however much room there is.
          ...(terminal ? [{ snapshot: { cells: terminal }, rect: centredIn(rect, terminal) }] : []),
          ...(snapshot === null ? [] : [{ snapshot, rect }]),
        ];
      }),
    );
    return recorded.flat();
  }

  /** The tiles in the order of their numbers. */
  get tiles(): readonly TileKey[] {
    return this.numbered;
  }

  /**
   * The tile at a point of the page, and where it lies there; `null`: there is none, or it is the
   * local user's.
   */
  tileAt(point: PagePoint): { readonly key: TileKey; readonly box: PageBox } | null {
    const { box } = this.surface;
    if (box === null) return null;
    const inset = this.placed.get(SELF_TILE);
    if (inset && isOnCells(inset.rect, this.size, box, point)) return null;
    for (const [key, area] of this.areas) {
      if (key === SELF_TILE || !isOnCells(area, this.size, box, point)) continue;
      return { key, box: boxOfCells(area, this.size, box) };
    }
    return null;
  }

  /**
   * Shows a picture, or the largest one, in a small window that stays on top; `false`: it cannot.
   */
  async openInWindow(key: TileKey | null): Promise<boolean> {
    const chosen = key ?? this.mainKey;
    const picture = chosen === null ? undefined : this.pictures.get(chosen);
    return picture === undefined ? false : picture.openInWindow();
  }

  /** A picture of its own, outside the stage, drawn as those on it. */
  createPreview(root: HTMLElement, label: string): Preview {
    const { frameInterval, density } = this.look;
    const look = this.lookOf(SELF_TILE);
    const { style } = look;
    const mirror = this.isMirror;
    return this.surface.addPictureIn(root, { label, style, look, mirror, frameInterval, density });
  }

  /** What is shown, for whoever shows the same elsewhere. */
  get shown(): ShownStage {
    const { scene, tracks, cells } = this;
    return {
      scene,
      tracks,
      cells,
      shellAspect: (key, cellAspect) => this.shells.get(key)?.aspectOf(cellAspect) ?? null,
      shellIn: (key, room) => this.shells.get(key)?.cellsIn(room) ?? null,
      lookOf: (key) => this.lookOf(key),
      isMirror: (key) => key === SELF_TILE && this.isMirror,
    };
  }

  get size(): { readonly cols: number; readonly rows: number } {
    return { cols: this.surface.cols, rows: this.surface.rows };
  }

  /** The rows of text of the stage. */
  textRows(): string[] {
    return this.surface.textAt();
  }

  dispose(): void {
    const owned = [this.pictures, this.waiting, this.shells].flatMap((all) => [...all.values()]);
    for (const each of owned) each.dispose();
    this.pictures.clear();
    this.waiting.clear();
    this.shells.clear();
    this.store.dispose();
  }

  /**
   * The tile whose picture is largest: the first of them, the local one only when there is no
   * other.
   */
  get mainKey(): TileKey | null {
    return (
      largestTile(this.placed, (key) => !isTerminalTile(key)) ??
      (this.pictures.has(SELF_TILE) ? SELF_TILE : null)
    );
  }

  /** Whose frames are counted: those of a screen on which nothing moves say nothing of the call. */
  private get ratedKey(): TileKey | null {
    return (
      largestTile(this.placed, (key) => !isScreenTile(key) && !isTerminalTile(key)) ?? this.mainKey
    );
  }

  /** A screen is there to be read. */
  private get readKey(): TileKey | null {
    const screen = [...this.pictures.keys()].find((key) => isScreenTile(key));
    return screen ?? this.mainKey;
  }

  private nameOf(key: TileKey): string {
    return this.names.get(key) ?? (key === SELF_TILE || key === OWN_TERMINAL_TILE ? YOU : NOBODY);
  }

  private labelOf(key: TileKey): string {
    return pictureLabel(this.nameOf(key), isScreenTile(key));
  }

  /** To be seen from now on. */
  private addPicture(key: TileKey): StagePicture {
    const waiting = this.waiting.get(key);
    const picture = waiting ?? this.createPicture(key);
    this.waiting.delete(key);
    this.pictures.set(key, picture);
    picture.setPixels(this.pixels.has(key));
    picture.setCells(this.cells.get(key) ?? null);
    if (waiting !== undefined) picture.setShown(true);
    return picture;
  }

  private createPicture(key: TileKey): StagePicture {
    const look = this.lookOf(key);
    const picture = this.surface.addPicture({
      label: this.labelOf(key),
      style: look.style,
      look,
      mirror: key === SELF_TILE && this.isMirror,
      frameInterval: this.intervalOf(key),
      density: this.look.density,
    });
    const isSeen = (): boolean => this.pictures.get(key) === picture;
    picture.onDensityWish((factor) => {
      this.events.handleDensityWish(factor);
    });
    picture.onGrid(() => {
      // What stood in for it goes, and its proportions may be others than they were taken to be.
      if (isSeen()) this.render();
    });
    picture.onState((state) => {
      if (isSeen()) this.events.handleStill(key, state === 'stalled');
    });
    picture.onStats((stats) => {
      if (key === this.ratedKey && this.placed.has(key))
        this.events.handleFrameRate(stats.paintedFps);
    });
    return picture;
  }

  private intervalOf(key: TileKey): number {
    const { frameInterval } = this.look;
    return key === SELF_TILE ? Math.max(frameInterval, this.mirrorInterval) : frameInterval;
  }

  private get isMirror(): boolean {
    return this.isMirrored && this.look.isMirror;
  }

  private lookOf(key: TileKey): PictureLook {
    const part = key === SELF_TILE ? 'me' : isScreenTile(key) ? 'screen' : 'face';
    return this.look.lookOf(this.nameOf(key), part);
  }

  private render(): void {
    if (this.scene === null) return;
    const { runs, pictures, places, areas, numbered } = this.layout(this.scene);
    const isEmptied = this.placed.size > 0 && pictures.size === 0;
    this.placed = pictures;
    if (isEmptied) this.events.handleFrameRate(null);
    this.places = places;
    this.areas = areas;
    this.numbered = numbered;
    this.surface.drawText(runs);
    const speaking = this.speakingKeys(this.scene);
    for (const [key, picture] of this.pictures) {
      const place = pictures.get(key);
      picture.setInset(place?.isInset ?? false);
      picture.setSpeaking(speaking.has(key));
      picture.setRect(place?.rect ?? null);
    }
    for (const [key, picture] of this.waiting) picture.setRect(places.get(key) ?? null);
    for (const [key, shell] of this.shells) shell.setRect(pictures.get(key)?.rect ?? null);
    this.tellViews(this.scene, places);
    this.prepare();
    this.shownEmitter.fire();
  }

  /** For whoever calls next, too; not while a picture that is there has yet to be seen. */
  private prepare(): void {
    if ([...this.waiting, ...this.pictures].some(([, { grid }]) => grid === null)) return;
    const look = this.look.lookOf(NOBODY, 'face');
    const { frameInterval, density } = this.look;
    const style = { style: look.style, look, mirror: false, frameInterval, density };
    this.surface.keepSpares(1, style);
  }

  private layout(scene: StageScene): StageLayout {
    const { cols, rows, cellAspect } = this.surface;
    if (scene.kind === 'participants') {
      return layoutParticipants(scene, cols, rows, {
        cellAspect,
        hasPicture: (key) => this.pictures.has(key) || this.shells.has(key),
        isShowing: (key) => this.shells.has(key) || (this.pictures.get(key)?.grid ?? null) !== null,
        aspectOf: (key) =>
          this.shells.get(key)?.aspectOf(cellAspect) ??
          this.pictures.get(key)?.aspect ??
          USUAL_ASPECT,
      });
    }
    const mine = this.pictures.get(SELF_TILE);
    const shape = mine === undefined ? null : { aspect: mine.aspect ?? USUAL_ASPECT, cellAspect };
    const { runs, self } = layoutPrompt(scene, cols, rows, shape);
    const placed = self === null ? [] : [[SELF_TILE, { rect: self, isInset: false }] as const];
    const nothing = { places: new Map(), areas: new Map(), numbered: [] };
    return { runs, pictures: new Map(placed), ...nothing };
  }

  private speakingKeys(scene: StageScene): ReadonlySet<TileKey> {
    if (scene.kind !== 'participants') return new Set();
    return new Set(scene.tiles.filter(({ isSpeaking }) => isSpeaking).map(({ key }) => key));
  }

  /** For every tile of the others, at every change; whoever hears it drops what is not new. */
  private tellViews(scene: StageScene, places: StageLayout['places']): void {
    if (scene.kind !== 'participants') return;
    for (const { key, isSelf } of scene.tiles) {
      if (isSelf || isTerminalTile(key)) continue;
      const rect = places.get(key);
      const grid = rect === undefined ? null : (this.pictures.get(key)?.room ?? this.gridIn(rect));
      this.events.handleView(key, grid && this.magnified(key, grid));
    }
  }

  /** What all of it would have, of which a part is seen. */
  private magnified(key: TileKey, { cols, rows }: PictureGrid): PictureGrid {
    const { times } = this.magnifiers.get(key) ?? NOT_MAGNIFIED;
    const scaled = (cells: number): number =>
      Math.min(MAX_VIEW_CELLS_PER_SIDE, Math.round(cells * times));
    return { cols: scaled(cols), rows: scaled(rows) };
  }

  /** What a picture will have, so that the first frames are asked for in the right size. */
  private gridIn({ cols, rows }: CellRect): PictureGrid {
    const { density } = this.look;
    return { cols: Math.round(cols * density), rows: Math.round(rows * density) };
  }
}
