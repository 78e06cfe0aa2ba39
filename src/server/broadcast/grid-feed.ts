import { ansiDelta } from '../../shared/ascii/ansi-delta';
import { createTerminalCells, type TerminalCells } from '../../shared/ascii/terminal-cells';
import { fitStagePicture } from '../../shared/recording/fit-stage-picture';
import { TextGlyphs } from '../../shared/recording/text-glyphs';
import type { StagePicture } from '../../shared/stage/stage-picture';
import type { GridSize } from './grid-ladder';

/** Whoever is further behind gets a picture anew, and not what changed. */
const KEPT_FRAMES = 16;

/** Synchronised output: a terminal shows all of it at once, or ignores the mode. */
const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';
const CLEAR = '\x1b[0m\x1b[2J';

interface KeptFrame {
  readonly frame: number;
  readonly cells: TerminalCells;
}

/**
 * A broadcast in one grid, for all who watch it there. Each step from one frame to another is
 * encoded once, when somebody asks for it first; nobody asks, nothing is done.
 */
export class GridFeed {
  private readonly glyphs = new TextGlyphs();
  /** The newest last. */
  private readonly kept: KeptFrame[] = [];
  /** To the newest frame, by the one that is left. */
  private readonly updates = new Map<number | null, Buffer>();
  private readonly blank: TerminalCells;
  private encoded = 0;

  constructor(readonly size: GridSize) {
    this.blank = createTerminalCells(size.cols, size.rows);
  }

  /** How many updates were encoded. */
  get encodes(): number {
    return this.encoded;
  }

  /**
   * What brings a terminal to `picture`, the frame of that number, in UTF-8.
   *
   * @param from The frame that is shown by now; `null`: none.
   */
  update(picture: StagePicture, frame: number, from: number | null): Buffer {
    const cells = this.cellsOf(picture, frame);
    const before = this.kept.find((each) => each.frame === from) ?? null;
    const key = before?.frame ?? null;
    const known = this.updates.get(key);
    if (known !== undefined) return known;
    this.encoded += 1;
    const changes = ansiDelta(cells, before?.cells ?? this.blank, this.glyphs.textOf);
    const text = BEGIN_UPDATE + (before === null ? CLEAR : '') + changes + END_UPDATE;
    const update = Buffer.from(text);
    this.updates.set(key, update);
    return update;
  }

  private cellsOf(picture: StagePicture, frame: number): TerminalCells {
    const newest = this.kept.at(-1);
    if (newest?.frame === frame) return newest.cells;
    const cells = fitStagePicture(picture, this.size, this.glyphs);
    this.kept.push({ frame, cells });
    if (this.kept.length > KEPT_FRAMES) this.kept.shift();
    this.updates.clear();
    return cells;
  }
}
