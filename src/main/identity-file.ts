import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { SEED_BYTES } from '../shared/identity/sealed-seed';

const NAME = 'identity';
const OWNER_ONLY = 0o600;
const SEED_DIGITS = SEED_BYTES * 2;

const fileSchema = v.union([
  v.strictObject({
    version: v.literal(1),
    /** Which keyring sealed it. */
    keyring: v.string(),
    /** In base64. */
    sealed: v.pipe(v.string(), v.base64()),
  }),
  v.strictObject({
    version: v.literal(1),
    /** As it is, in hexadecimal digits: there was no keyring. */
    seed: v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${SEED_DIGITS}}$`))),
  }),
]);
/** How the seed of this device's key lies on the disk. */
export type KeptIdentity = v.InferOutput<typeof fileSchema>;

/** `identity.json` in the app's folder, which its owner alone may read. */
export class IdentityFile {
  private readonly path: string;

  constructor(private readonly folder: string) {
    this.path = join(folder, `${NAME}.json`);
  }

  /** `missing`: there is none yet; `corrupt`: it is not one of ours. */
  read(): KeptIdentity | 'missing' | 'corrupt' {
    if (!existsSync(this.path)) return 'missing';
    try {
      return v.parse(fileSchema, JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return 'corrupt';
    }
  }

  /** Throws when the disk refuses; what was there before is there then. */
  write(kept: KeptIdentity): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileAtomic.sync(this.path, `${JSON.stringify(kept)}\n`, { mode: OWNER_ONLY });
  }

  /**
   * Gives the file another name, under which nobody looks for it, and returns that. Throws when the
   * disk refuses.
   */
  keepAside(why: 'corrupt' | 'replaced', nowMs: number): string {
    // Colons are no part of a Windows file name.
    const time = new Date(nowMs).toISOString().replace(/[:.]/g, '-');
    const aside = join(this.folder, `${NAME}.${why}-${time}.json`);
    renameSync(this.path, aside);
    return basename(aside);
  }
}
