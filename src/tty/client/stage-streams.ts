import type { CellGrid } from '../../shared/ascii/cells';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { cellLayerOf, CellStreamDecoder } from '../../shared/ipc/cell-stream';

/** The layers of a stage, as messages make them. */
export class StageStreams implements Disposable {
  private readonly store = new DisposableStore();
  private readonly layers = {
    text: { emitter: this.store.add(new Emitter<CellGrid>()), decoder: new CellStreamDecoder() },
    pixels: { emitter: this.store.add(new Emitter<CellGrid>()), decoder: new CellStreamDecoder() },
  } as const;
  readonly onStage = this.layers.text.emitter.event;
  readonly onPixels = this.layers.pixels.emitter.event;

  /** `false`: it is no message, or does not continue what came before. */
  apply(message: Uint8Array): boolean {
    const { decoder, emitter } = this.layers[cellLayerOf(message)];
    const cells = decoder.apply(message);
    if (cells !== null) emitter.fire(cells);
    return cells !== null;
  }

  dispose(): void {
    this.store.dispose();
  }
}
