import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const BYTES_PER_MIB = 2 ** 20;
/** Of the inputs: by then everything is compiled and every cache is warm. */
const WARM_SHARE = 0.1;
/** Of the heap as it was when warm. */
export const MAX_HEAP_GROWTH = 0.25;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use of the heap once all is gone that nobody keeps. In bytes. */
export function usedHeapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** How long it takes to look through all of the heap: what any program here has to bear. In ms. */
export function fullCollectionMs(): number {
  const startMs = performance.now();
  collectGarbage();
  return performance.now() - startMs;
}

/**
 * Prints how much of the heap was in use when it was warm and at the end.
 * @throws {Error} when it has grown by more than MAX_HEAP_GROWTH: something keeps what it was given
 */
export function checkHeapGrowth(name: string, warmBytes: number, endBytes: number): void {
  const growth = endBytes / warmBytes - 1;
  const [warmMib, endMib] = [warmBytes, endBytes].map((bytes) =>
    (bytes / BYTES_PER_MIB).toFixed(1),
  );
  const figures = `${warmMib} MiB of heap after a tenth of the inputs, ${endMib} after all`;
  const bar = `grown by ${percent(growth)}, at most ${percent(MAX_HEAP_GROWTH)} are allowed`;
  process.stdout.write(`fuzz ${name}: ${figures}, ${bar}\n`);
  if (!(growth <= MAX_HEAP_GROWTH)) {
    throw new Error(`fuzz ${name}: something keeps what it was given: ${figures}, ${bar}.`);
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/**
 * Holds the heap of this process, as inputs go through it, to MAX_HEAP_GROWTH: from when a tenth of
 * them is through to when all are.
 */
export class HeapBar {
  private count = 0;
  private warmBytes: number | null = null;

  /**
   * @param name as `fuzzRun` has it
   * @param numRuns how many inputs there will be
   */
  constructor(
    private readonly name: string,
    private readonly numRuns: number,
  ) {}

  /** So many inputs more are through. */
  add(inputs = 1): void {
    this.count += inputs;
    if (this.count >= this.numRuns * WARM_SHARE) this.warmBytes ??= usedHeapBytes();
  }

  /** All are through. Throws as `checkHeapGrowth`. */
  check(): void {
    if (this.warmBytes === null) throw new Error(`fuzz ${this.name}: ${this.count} inputs only`);
    let endBytes = usedHeapBytes();
    // What is freed by a finaliser is gone with the next time only.
    if (endBytes > this.warmBytes * (1 + MAX_HEAP_GROWTH)) endBytes = usedHeapBytes();
    checkHeapGrowth(this.name, this.warmBytes, endBytes);
  }
}
