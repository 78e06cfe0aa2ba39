import { ByteBudget } from '../../shared/ascii/byte-budget';
import type { CellGrid } from '../../shared/ascii/cells';
import {
  createTerminalDelta,
  type DeltaTerminal,
  type TerminalDelta,
} from '../../shared/ascii/terminal-delta';
import { createWasmTerminalDelta } from '../../shared/ascii/wasm-terminal-delta';
import type { EngineExports } from '../../shared/ascii/wasm-exports';
import type { PixelScreen } from '../graphics/pixel-screen';
import { TextGlyphs } from '../../shared/recording/text-glyphs';
import { BEGIN_UPDATE, CLEAR, cursorTo, END_UPDATE, SHOW_CURSOR } from '../terminal/terminal-modes';
import type { TerminalPort } from '../terminal/terminal-port';
import { COLOURS } from './palette';
import type { ScreenLayout } from './screen-layout';
import { type ScreenFacts, ScreenView } from './screen-view';

/** The part of a terminal that is drawn on. */
export type DrawnPort = Pick<TerminalPort, 'write' | 'isIdle' | 'size'>;

/** Instances of the engine's module, each for one encoder; `undefined`: there is no WebAssembly. */
export type CreateExports = () => EngineExports | undefined;

/** Puts what there is to be seen on the terminal: changes only, and only when it takes them. */
export class ClientScreen {
  private readonly texts: [number: number, text: string][] = [];
  private readonly glyphs = new TextGlyphs((number, text) => {
    this.texts.push([number, text]);
    this.delta.setText(number, text);
  });
  readonly view: ScreenView;
  private delta: TerminalDelta;
  private budget: ByteBudget;
  private cursor = '';
  private isCleared = true;

  constructor(
    private readonly port: DrawnPort,
    private readonly terminal: DeltaTerminal,
    private readonly createExports: CreateExports,
    /** `null`: pictures are text as all else. */
    private readonly pixels: PixelScreen | null = null,
  ) {
    this.view = new ScreenView(this.glyphs, terminal.depth !== 'none');
    this.delta = this.createDelta();
    this.budget = this.createBudget();
  }

  /** Whether what is shown is coarser than it has to be, and worth drawing again. */
  get isRough(): boolean {
    return this.budget.isRough || this.pixels?.isWaiting === true;
  }

  /** The terminal has another size, or shows something else: all of it is drawn again. */
  reset(): void {
    this.drawAllAgain();
    this.budget = this.createBudget();
    this.pixels?.reset();
  }

  /** Draws what is now; `false`: the terminal is busy, and this is to be tried again. */
  draw(stage: CellGrid | null, facts: ScreenFacts, layout: ScreenLayout): boolean {
    if (!this.port.isIdle) return false;
    const nowMs = performance.now();
    const pictures = this.pixels?.frame(layout.stage, facts.panel !== null, nowMs);
    if (pictures?.isAnew === true) this.drawAllAgain();
    const { cells } = this.delta;
    this.view.clear(cells);
    if (stage !== null) this.view.drawStage(stage, layout.stage, cells);
    const { row, col } = this.view.draw(facts, layout, cells);
    const before = this.isCleared ? '' : CLEAR;
    const changes = this.delta.encode(this.budget.tolerance(nowMs));
    this.budget.spend(changes.length);
    const cursor = cursorTo(row, col);
    const images = pictures?.text ?? '';
    const isSame = changes.length === 0 && before === '' && images === '';
    if (isSame && cursor === this.cursor) return true;
    this.isCleared = true;
    this.cursor = cursor;
    // In one piece: a terminal shows it at once, and nothing comes in between.
    const head = Buffer.from(BEGIN_UPDATE + before);
    const tail = Buffer.from(images + cursor + SHOW_CURSOR + END_UPDATE);
    this.port.write(Buffer.concat([head, changes, tail]));
    return true;
  }

  private drawAllAgain(): void {
    this.delta = this.createDelta();
    for (const [number, text] of this.texts) this.delta.setText(number, text);
    this.isCleared = false;
  }

  private createBudget(): ByteBudget {
    const { cols, rows } = this.port.size;
    return new ByteBudget(cols * rows, performance.now());
  }

  private createDelta(): TerminalDelta {
    const { cols, rows } = this.port.size;
    const exports = this.createExports();
    const terminal = { ...this.terminal, exact: [COLOURS.ground, COLOURS.bar] };
    if (exports === undefined) return createTerminalDelta(cols, rows, terminal);
    return createWasmTerminalDelta(exports, cols, rows, terminal);
  }
}
