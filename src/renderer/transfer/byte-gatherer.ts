/** Joins small pieces to blocks of a size that is worth writing. */
export class ByteGatherer {
  private pieces: Uint8Array<ArrayBuffer>[] = [];
  private lengthBytes = 0;

  constructor(private readonly blockBytes: number) {}

  get isFull(): boolean {
    return this.lengthBytes >= this.blockBytes;
  }

  add(piece: Uint8Array<ArrayBuffer>): void {
    this.pieces.push(piece);
    this.lengthBytes += piece.length;
  }

  /** All that was added since, in one. */
  take(): Uint8Array<ArrayBuffer> {
    const block = new Uint8Array(this.lengthBytes);
    let at = 0;
    for (const piece of this.pieces) {
      block.set(piece, at);
      at += piece.length;
    }
    this.pieces = [];
    this.lengthBytes = 0;
    return block;
  }
}
