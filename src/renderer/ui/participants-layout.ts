import { drawAvatar } from '../../shared/stage/avatar';
import type { CellRect } from '../../shared/stage/cell-rect';
import { placeSelfView, type PlacedSelfView, type SelfView } from '../../shared/stage/self-view';
import type { TileKey } from '../../shared/stage/tile-key';
import { fitPicture } from '../../shared/stage/fit-picture';
import { layoutTiles, type PlacedTile } from '../../shared/stage/tile-layout';
import { cellWidth } from '../../shared/text/cell-width';
import type { TextRun } from '../terminal/terminal-surface';
import { moreTiles } from '../text/tile-words';
import { centred, centreLines, fitName, inRow, piece, type Piece } from './text-pieces';

/** Something about a person, beside their name: as long as there is room for, or not at all. */
export interface TileFact {
  readonly text: string;
  /** For small tiles. */
  readonly short: string;
  readonly style: Piece['style'];
}

/** A tile as it is to be shown. */
export interface TileScene {
  readonly key: TileKey;
  /** Sanitised. */
  readonly name: string;
  readonly isSelf: boolean;
  readonly isSpeaking: boolean;
  /** From the most important on. */
  readonly facts: readonly TileFact[];
  /** The local user does not want to see it. */
  readonly isHidden: boolean;
  /** Why there is no picture: the first is the most important. Empty: there is one, or soon. */
  readonly notes: readonly Piece[];
}

/** People on the stage. */
export interface ParticipantsScene {
  readonly kind: 'participants';
  /** A line above everything; empty: none. */
  readonly heading: readonly Piece[];
  /** In the order in which they are shown; the local user's, if any, is the last. */
  readonly tiles: readonly TileScene[];
  readonly selfView: SelfView;
  readonly zoomed: TileKey | null;
}

/** What only the stage knows of its pictures. */
export interface PictureFacts {
  /** Width of a cell by its height. */
  readonly cellAspect: number;
  /** Whether there is a track for a tile. */
  hasPicture(key: TileKey): boolean;
  /** Whether its picture can be seen already. */
  isShowing(key: TileKey): boolean;
  /** Width by height of its picture. */
  aspectOf(key: TileKey): number;
}

export interface PlacedPicture {
  readonly rect: CellRect;
  /** Whether it lies over the others. */
  readonly isInset: boolean;
}

export interface ParticipantsLayout {
  readonly runs: readonly TextRun[];
  /** What is not in it is not on the stage. */
  readonly pictures: ReadonlyMap<TileKey, PlacedPicture>;
  /** Where there is a place for a picture, whether it has come or not. */
  readonly places: ReadonlyMap<TileKey, CellRect>;
  /** What each tile takes of the stage, its name's row included. */
  readonly areas: ReadonlyMap<TileKey, CellRect>;
  /** All tiles, in the order of their numbers. */
  readonly numbered: readonly TileKey[];
}

/** The share of the stage's width and height that a corner takes. */
const CORNER_SHARE = 0.24;
const MIN_CORNER_COLS = 16;
const MIN_CORNER_ROWS = 5;
/** However small the stage: the other's picture is what one is there for. */
const MAX_CORNER_SHARE = 0.4;
/** Smaller corners are of no use: there is none. */
const USELESS_CORNER_COLS = 6;
const USELESS_CORNER_ROWS = 3;
/** Rows of an avatar's tile that are left to what is written below it. */
const NOTE_ROWS = 3;
const MIN_PLATE_CELLS = 6;

/** Places people on a stage of `cols` x `rows` cells. Pure. */
export function layoutParticipants(
  scene: ParticipantsScene,
  cols: number,
  rows: number,
  facts: PictureFacts,
): ParticipantsLayout {
  const headingRows = scene.heading.length === 0 ? 0 : 1;
  const area = { col: 0, row: headingRows, cols, rows: Math.max(1, rows - headingRows) };
  const self = scene.tiles.find(({ isSelf }) => isSelf);
  const others = scene.tiles.filter(({ isSelf }) => !isSelf);
  const selfView = placeSelfView(scene.selfView, others.length);
  const tiles = selfView === 'tile' ? scene.tiles : others;
  const placed = layoutTiles(
    tiles.map(({ key }) => ({ key, aspect: facts.aspectOf(key) })),
    area,
    { cellAspect: facts.cellAspect, zoomed: scene.zoomed },
  );
  const shown = placed.flatMap((each) => {
    const index = tiles.findIndex(({ key }) => key === each.key);
    return index < 0 ? [] : [{ tile: tiles[index], number: index + 1, place: each }];
  });
  const pictures = new Map<TileKey, PlacedPicture>();
  for (const { tile, place } of shown) {
    if (tile.notes.length === 0 && facts.hasPicture(tile.key)) {
      pictures.set(tile.key, { rect: place.picture, isInset: false });
    }
  }
  let corner: CellRect | null = null;
  if (self && selfView !== 'tile' && selfView !== 'hidden' && facts.hasPicture(self.key)) {
    corner = cornerRect(selfView, cornerArea(shown, area), facts.aspectOf(self.key), facts);
    if (corner !== null) pictures.set(self.key, { rect: corner, isInset: true });
  }
  const leftOut = tiles.length - shown.length;
  const wanted = shown.filter(({ tile }) => !tile.isHidden);
  return {
    pictures,
    numbered: tiles.map(({ key }) => key),
    areas: new Map(shown.map(({ tile, place }) => [tile.key, tileArea(place)])),
    places: new Map(wanted.map(({ tile, place }) => [tile.key, place.picture])),
    runs: [
      ...inRow(1, 0, cols, ...scene.heading),
      ...shown.flatMap(({ tile, number, place }, index) => [
        ...plateRuns(tile, place, tiles.length > 1 ? number : null, index === 0 ? leftOut : 0),
        ...(facts.isShowing(tile.key) && pictures.has(tile.key)
          ? []
          : absentRuns(tile, clearOf(place.picture, corner))),
      ]),
    ],
  };
}

/** The name, and behind it as much as there is room for. */
function plateRuns(
  { name, isSpeaking, facts }: TileScene,
  { plate }: PlacedTile,
  number: number | null,
  leftOut: number,
): TextRun[] {
  const more = leftOut === 0 ? [] : [fact(moreTiles(leftOut), `+${leftOut}`, 'dim')];
  const around = (text: string): string => (number === null ? ` ${text} ` : ` ${number} ${text} `);
  const needed = Math.min(cellWidth(around(name)), MIN_PLATE_CELLS + cellWidth(around('')));
  const beside = chooseFacts([...more, ...facts], plate.cols - needed);
  const taken = beside.reduce((sum, { text }) => sum + 1 + cellWidth(text), 0);
  const label = fitName(name, plate.cols - taken, around);
  const style = isSpeaking ? 'speaking' : 'inverse';
  return inRow(plate.col, plate.row, plate.col + plate.cols, piece(label, style), ...beside);
}

/** Each fact in full, in short or not at all; the first ones first. */
function chooseFacts(facts: readonly TileFact[], cells: number): Piece[] {
  let left = cells;
  return facts.flatMap(({ text, short, style }) => {
    const chosen = [text, short].find((each) => cellWidth(each) + 1 <= left);
    if (chosen === undefined) return [];
    left -= cellWidth(chosen) + 1;
    return [piece(chosen, style)];
  });
}

/** A face made of the name, and below it why there is no other; never a black box. */
function absentRuns({ name, notes }: TileScene, picture: CellRect): TextRun[] {
  const spare = notes.length === 0 ? 0 : NOTE_ROWS;
  const { cols, rows } = picture;
  // In the smallest tiles a face says more than a sentence does.
  const avatar = drawAvatar(name, cols, rows - spare) ?? drawAvatar(name, cols, rows);
  if (avatar === null) return centred(picture, ...notes);
  const drawn = avatar.rows.map((row) => ({ text: row, colour: avatar.colour }));
  return centreLines(picture, drawn, notes);
}

function tileArea({ plate, picture }: PlacedTile): CellRect {
  const left = Math.min(plate.col, picture.col);
  const right = Math.max(plate.col + plate.cols, picture.col + picture.cols);
  const rows = picture.row + picture.rows - plate.row;
  return { col: left, row: plate.row, cols: right - left, rows };
}

/** What the local picture in a corner leaves free of a tile, above or below it. */
function clearOf(tile: CellRect, corner: CellRect | null): CellRect {
  if (corner === null || !isOver(corner, tile)) return tile;
  const above = corner.row - 1 - tile.row;
  const top = corner.row + corner.rows + 1;
  const below = tile.row + tile.rows - top;
  const clear = above >= below ? { ...tile, rows: above } : { ...tile, row: top, rows: below };
  // Of the smallest tiles nothing would be left.
  return clear.rows >= tile.rows / 2 ? clear : tile;
}

function isOver(a: CellRect, b: CellRect): boolean {
  const isBeside = a.col >= b.col + b.cols || b.col >= a.col + a.cols;
  const isAboveOrBelow = a.row >= b.row + b.rows || b.row >= a.row + a.rows;
  return !isBeside && !isAboveOrBelow;
}

/** Beside one large picture there may be room, yet the corner that is meant is the picture's. */
function cornerArea(shown: readonly { readonly place: PlacedTile }[], area: CellRect): CellRect {
  if (shown.length !== 1) return area;
  const { plate, picture } = shown[0].place;
  return { ...picture, row: plate.row, rows: picture.rows + plate.rows };
}

/** `null`: there is no room for it beside what it lies over. */
function cornerRect(
  corner: Exclude<PlacedSelfView, 'tile' | 'hidden'>,
  area: CellRect,
  aspect: number,
  { cellAspect }: PictureFacts,
): CellRect | null {
  const room = {
    cols: cornerSide(area.cols, MIN_CORNER_COLS),
    rows: cornerSide(area.rows, MIN_CORNER_ROWS),
  };
  if (room.cols < USELESS_CORNER_COLS || room.rows < USELESS_CORNER_ROWS) return null;
  const size = fitPicture(aspect, room, cellAspect);
  const right = Math.max(0, area.cols - size.cols - 1);
  const bottom = Math.max(0, area.rows - size.rows - 1);
  return {
    col: area.col + (corner.endsWith('left') ? Math.min(1, right) : right),
    row: area.row + (corner.startsWith('top') ? Math.min(2, bottom) : bottom),
    ...size,
  };
}

/**
 * Its share of the stage's side, and no less than can be recognised, as long as that is not most of
 * it.
 */
function cornerSide(side: number, least: number): number {
  const wished = Math.max(least, Math.round(side * CORNER_SHARE));
  return Math.min(Math.floor(side * MAX_CORNER_SHARE), wished);
}

function fact(text: string, short: string, style: Piece['style']): TileFact {
  return { text, short, style };
}
