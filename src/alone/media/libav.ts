import LibAV from '@libav.js/variant-webm-vp9';

/** libopus in WebAssembly: what strangers send is decoded in a sandbox of its own. */
export type Libav = Awaited<ReturnType<typeof load>>;

const QUIET = -8;

let loading: Promise<Libav> | null = null;

/** Loaded when it is first asked for. */
export function openLibav(): Promise<Libav> {
  loading ??= load();
  return loading;
}

async function load() {
  const libav = await LibAV.LibAV({ noworker: true });
  // It would write across the terminal.
  libav.av_log_set_level_sync(QUIET);
  return libav;
}

/** All memory of libav as it is now: it moves when it grows, with each call that may allocate. */
export function memoryOf(libav: Libav): Uint8Array {
  // The module's own view of it, which its types leave out.
  return (libav as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8;
}

/** Of libav's formats, those that are used. */
export const SAMPLES_FLOAT = 3;
/** The layout of channels that has a single one. */
export const MONO = 4;
