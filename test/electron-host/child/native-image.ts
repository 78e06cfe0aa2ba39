import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { NativeImage } from 'electron';

const PNG_SIGNATURE = '89504e470d0a1a0a';

export class NativeImageStandIn implements Pick<NativeImage, 'isEmpty'> {
  private constructor(readonly name: string) {}

  /** Electron makes an empty picture of a file that it cannot read, without a word. */
  static createFromPath(path: string): NativeImageStandIn {
    return new NativeImageStandIn(isPng(path) ? basename(path) : '');
  }

  isEmpty(): boolean {
    return this.name === '';
  }
}

function isPng(path: string): boolean {
  try {
    return readFileSync(path).subarray(0, 8).toString('hex') === PNG_SIGNATURE;
  } catch {
    return false;
  }
}
