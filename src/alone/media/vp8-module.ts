import vp8Url from '../vpx/vp8.wasm?inline';

/**
 * libvpx's VP8 in WebAssembly (scripts/libvpx), an instance for each encoder and decoder: what one
 * stranger sends is decoded in memory that nothing else is in, by code that can call nothing.
 * Addresses are of bytes in `memory`, which moves when it grows, with any call.
 */
export interface Vp8Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** 0: it worked. Even sides; times are in `1 / clockHz` s; `speed` is libvpx's cpu-used. */
  openEncoder(width: number, height: number, kbps: number, clockHz: number, speed: number): number;
  /** Bytes of the frame at `data()`; 0: it was left out; negative: it cannot be encoded. */
  encode(pts: number, duration: number, isKey: number): number;
  data(): number;
  /** 0: it worked. */
  openDecoder(): number;
  /** Where so many bytes of a frame are to be written; 0: there is no memory for them. */
  input(bytes: number): number;
  /** 1: there is a picture; 0: none; negative: it cannot be decoded. */
  decode(bytes: number): number;
  /** Of the picture that was decoded, as the two below, which are the encoder's as well. */
  width(): number;
  height(): number;
  plane(index: number): number;
  stride(index: number): number;
}

interface OwnExports extends Vp8Exports {
  __wasm_call_ctors(): void;
}

let compiled: WebAssembly.Module | null = null;

export function createVp8Exports(): Vp8Exports {
  compiled ??= new WebAssembly.Module(Buffer.from(vp8Url.split(',')[1], 'base64'));
  // As `scripts/libvpx/vp8-codec.c` names them.
  const exports = new WebAssembly.Instance(compiled).exports as unknown as OwnExports;
  exports.__wasm_call_ctors();
  return exports;
}
