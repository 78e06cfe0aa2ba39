import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchClip, headClip, shippedClips } from './bench-clips';
import { type PeerFiles, writePeerFiles } from './peer-files';

export interface PeerClip {
  readonly clip: BenchClip;
  readonly files: PeerFiles;
}

/** Does `work` with each clip in memory and on disk, one after the other. */
export async function eachPeerClip<T>(work: (clip: PeerClip) => Promise<T>): Promise<T[]> {
  const folder = await mkdtemp(join(tmpdir(), 'peer-bench-'));
  try {
    const done: T[] = [];
    for (const clip of [headClip(), ...(await shippedClips())]) {
      done.push(await work({ clip, files: await writePeerFiles(clip, folder) }));
    }
    return done;
  } finally {
    await rm(folder, { recursive: true });
  }
}
