import { join } from 'node:path';
import * as v from 'valibot';
import { readKeptFile, writeKeptFile } from '../kept-file';
import { type ClaimStore, type KeptClaim, keptClaimSchema } from './claim-store';

const FILE_NAME = 'names.json';

const fileSchema = v.strictObject({ version: v.literal(1), names: v.array(keptClaimSchema) });

/** The file cannot be used; the message is one sentence for whoever runs the server. */
export class ClaimFileError extends Error {
  override readonly name = 'ClaimFileError';
}

/**
 * Claimed names in one JSON file, which is replaced as a whole. Whoever runs the server frees a
 * name by taking it out while the server is not running.
 */
export class ClaimFile implements ClaimStore {
  readonly earlier: readonly KeptClaim[];
  private readonly file: string;

  /** @throws {ClaimFileError} when there is something else in the file: it is not written over. */
  constructor(folder: string) {
    this.file = join(folder, FILE_NAME);
    this.earlier = readClaims(this.file);
  }

  async write(claims: readonly KeptClaim[]): Promise<void> {
    await writeKeptFile(this.file, { version: 1, names: claims });
  }
}

function readClaims(file: string): readonly KeptClaim[] {
  const read = readKeptFile(file, fileSchema);
  if (read.ok) return read.value?.names ?? [];
  const { kind, why } = read.error;
  throw new ClaimFileError(
    kind === 'unreadable'
      ? `Cannot read the claimed names in ${file} (${why}).`
      : `${file} holds no claimed names (${why}): mend it, or move it away, and names are anybody's.`,
  );
}
