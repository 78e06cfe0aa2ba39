import type { CallSession } from '../call/call-session';
import type { PictureGrid } from '../terminal/picture';

/** The other end sends no more than what is shown of it: it is told the grid, and the style. */
export class ShownView {
  private grid: PictureGrid | null = null;

  constructor(
    private readonly call: Pick<CallSession, 'setView'>,
    private readonly style: () => string,
  ) {}

  /** The cells at which the other end's picture is shown have changed. */
  handleGrid(grid: PictureGrid): void {
    this.grid = grid;
    this.tell();
  }

  tell(): void {
    if (this.grid === null) return;
    const { cols, rows } = this.grid;
    this.call.setView({ cols, rows, style: this.style(), wantsPixels: false });
  }

  /** The call is over. */
  forget(): void {
    this.grid = null;
  }
}
