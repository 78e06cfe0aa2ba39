import type { TileKey } from '../../shared/stage/tile-key';
import type { ViewState } from '../../shared/protocol/peer-messages';

/** What is shown of somebody's picture. */
export type ShownView = Omit<ViewState, 'kind'>;

interface Grid {
  readonly cols: number;
  readonly rows: number;
}

export interface ShownViewsPorts {
  /** How the picture of a tile is drawn. */
  look(key: TileKey): Pick<ShownView, 'style' | 'wantsPixels'>;
  /** Tells whoever sends it. */
  tell(key: TileKey, view: ShownView): void;
}

/** Who shows something: the window, or one of the terminals that are attached to it. */
export type Viewer = 'window' | `terminal-${number}`;

/** Cells of what is not shown at all. */
const NOTHING: Grid = { cols: 0, rows: 0 };

/**
 * What is shown of everybody's pictures, so that each of them sends no more than that. Tells a
 * change once, however often it hears of it.
 */
export class ShownViews {
  private readonly grids = new Map<TileKey, Map<Viewer, Grid>>();
  private readonly told = new Map<TileKey, string>();

  constructor(private readonly ports: ShownViewsPorts) {}

  /** `null`: it is not shown. */
  handleView(key: TileKey, grid: Grid | null, viewer: Viewer = 'window'): void {
    const grids = this.grids.get(key) ?? new Map<Viewer, Grid>();
    this.grids.set(key, grids.set(viewer, grid ?? NOTHING));
    this.tell(key);
  }

  /** Somebody shows nothing any more. */
  removeViewer(viewer: Viewer): void {
    for (const [key, grids] of this.grids) if (grids.delete(viewer)) this.tell(key);
  }

  /** To be called when pictures may be drawn in another way than before. */
  refresh(): void {
    for (const key of this.grids.keys()) this.tell(key);
  }

  /** Nobody is there any more: whoever comes next is told again. */
  forget(): void {
    this.grids.clear();
    this.told.clear();
  }

  private tell(key: TileKey): void {
    const { cols, rows } = largestOf([...(this.grids.get(key)?.values() ?? [])]);
    const look = this.ports.look(key);
    // Nobody wants the pixels of what they do not see: it would be sent all the same.
    const wantsPixels = look.wantsPixels && cols > 0 && rows > 0;
    const view = { cols, rows, ...look, wantsPixels };
    const text = JSON.stringify(view);
    if (this.told.get(key) === text) return;
    this.told.set(key, text);
    this.ports.tell(key, view);
  }
}

/** What is enough for all who show it. */
function largestOf(grids: readonly Grid[]): Grid {
  return {
    cols: Math.max(0, ...grids.map(({ cols }) => cols)),
    rows: Math.max(0, ...grids.map(({ rows }) => rows)),
  };
}
