import type { EngineExports } from './wasm-exports';

const PAGE_BYTES = 0x1_0000;
/**
 * Twice the widest load, so that none crosses a cache line; and of four cells' luma, so that what
 * goes four cells at a time finds room behind the last.
 */
const ALIGNMENT = 32;

/**
 * Lays out a module's memory: typed arrays one behind the other, never given back. All of it is
 * reserved at once, as growing later would cut off the views.
 */
export class WasmHeap {
  private next: number;
  private readonly end: number;

  /** @throws RangeError when the memory cannot grow to hold `bytes`. */
  constructor(
    private readonly exports: EngineExports,
    bytes: number,
  ) {
    this.next = align(exports.heapBase());
    this.end = this.next + bytes;
    const missing = this.end - exports.memory.buffer.byteLength;
    if (missing > 0) exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.buffer, this.take(length), length);
  }

  words(length: number): Uint16Array {
    return new Uint16Array(this.buffer, this.take(2 * length), length);
  }

  shorts(length: number): Int16Array {
    return new Int16Array(this.buffer, this.take(2 * length), length);
  }

  longs(length: number): Uint32Array {
    return new Uint32Array(this.buffer, this.take(4 * length), length);
  }

  integers(length: number): Int32Array {
    return new Int32Array(this.buffer, this.take(4 * length), length);
  }

  /** A copy of `table`; its address. */
  place(table: Uint8Array | Int16Array | Uint16Array | Int32Array): number {
    const address = this.take(table.byteLength);
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    new Uint8Array(this.buffer, address, table.byteLength).set(bytes);
    return address;
  }

  private get buffer(): ArrayBuffer {
    return this.exports.memory.buffer;
  }

  /** @throws RangeError when more is taken than was reserved: a mistake in the sum. */
  private take(bytes: number): number {
    const address = this.next;
    this.next = align(address + bytes);
    if (this.next > this.end) throw new RangeError('More memory taken than reserved');
    return address;
  }
}

function align(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}
