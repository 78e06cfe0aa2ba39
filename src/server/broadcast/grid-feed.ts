import { NO_BACKGROUND } from '../../shared/ascii/cells';
import type { TerminalCells } from '../../shared/ascii/terminal-cells';
import { OWN_COLOUR } from '../../shared/ascii/terminal-colour';
import {
  createTerminalDelta,
  type DeltaTerminal,
  type TerminalDelta,
} from '../../shared/ascii/terminal-delta';
import { fitStagePicture } from '../../shared/recording/fit-stage-picture';
import { TextGlyphs } from '../../shared/recording/text-glyphs';
import type { StagePicture } from '../../shared/stage/stage-picture';
import type { GridSize } from './grid-ladder';

/** Whoever is further behind gets a picture anew, and not what changed. */
const KEPT_FRAMES = 16;

/** Synchronised output: a terminal shows all of it at once, or ignores the mode. */
const BEGIN_UPDATE = Buffer.from('\x1b[?2026h');
const END_UPDATE = Buffer.from('\x1b[?2026l');
const CLEAR = Buffer.from('\x1b[0m\x1b[2J');
const NOTHING = Buffer.alloc(0);

/** As what every viewer's terminal is taken; the colours of a stage are numbers already. */
export const WATCHING_TERMINAL: DeltaTerminal = { depth: 'numbers', canErase: true };

/** Makes an encoder for WATCHING_TERMINAL. */
export type CreateDelta = (cols: number, rows: number) => TerminalDelta;

const createPlainDelta: CreateDelta = (cols, rows) =>
  createTerminalDelta(cols, rows, WATCHING_TERMINAL);

interface KeptFrame {
  readonly frame: number;
  readonly cells: TerminalCells;
}

/**
 * A broadcast in one grid, for all who watch it there. Each step from one frame to another is
 * encoded once, when somebody asks for it first; nobody asks, nothing is done.
 */
export class GridFeed {
  private readonly glyphs = new TextGlyphs((number, text) => {
    this.delta.setText(number, text);
  });
  private readonly delta: TerminalDelta;
  /** What the encoder takes the terminal to show; `null`: it is clear. */
  private shown: number | null = null;
  /** The newest last. */
  private readonly kept: KeptFrame[] = [];
  /** To the newest frame, by the one that is left. */
  private readonly updates = new Map<number | null, Buffer>();
  private encoded = 0;

  constructor(
    readonly size: GridSize,
    createDelta: CreateDelta = createPlainDelta,
  ) {
    this.delta = createDelta(size.cols, size.rows);
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
    const next = this.keep(picture, frame);
    const before = this.kept.find((each) => each.frame === from) ?? null;
    const key = before?.frame ?? null;
    const known = this.updates.get(key);
    if (known !== undefined) return known;
    this.encoded += 1;
    this.leave(before);
    const head = before === null ? CLEAR : NOTHING;
    const update = Buffer.concat([BEGIN_UPDATE, head, this.encode(next), END_UPDATE]);
    this.updates.set(key, update);
    return update;
  }

  /** Has the encoder take the terminal to show `before`. */
  private leave(before: KeptFrame | null): void {
    if (before === null) {
      this.delta.reset();
      this.shown = null;
    } else if (before.frame !== this.shown) this.encode(before);
  }

  /** Valid until the next. */
  private encode({ frame, cells }: KeptFrame): Uint8Array {
    const { cells: into } = this.delta;
    into.glyphs.set(cells.glyphs);
    for (let cell = 0; cell < cells.ink.length; cell++) {
      into.foreground[cell] = numberOf(cells.ink[cell]);
      into.background[cell] = numberOf(cells.paper[cell]);
    }
    this.shown = frame;
    return this.delta.encode();
  }

  private keep(picture: StagePicture, frame: number): KeptFrame {
    const newest = this.kept.at(-1);
    if (newest?.frame === frame) return newest;
    const kept = { frame, cells: fitStagePicture(picture, this.size, this.glyphs) };
    this.kept.push(kept);
    if (this.kept.length > KEPT_FRAMES) this.kept.shift();
    this.updates.clear();
    return kept;
  }
}

function numberOf(colour: number): number {
  return colour === OWN_COLOUR ? NO_BACKGROUND : colour;
}
