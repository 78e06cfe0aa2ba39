import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { describeError, errorCode } from '../../shared/base/error-code';
import { type ClaimStore, type KeptClaim, keptClaimSchema } from './claim-store';

const FILE_NAME = 'names.json';
/** Who uses this server is nobody else's to read. */
const FILE_MODE = 0o600;

const fileSchema = v.strictObject({ version: v.literal(1), names: v.array(keptClaimSchema) });

/** The file cannot be used; the message is one sentence for whoever runs the server. */
export class ClaimFileError extends Error {
  override readonly name = 'ClaimFileError';
}

/**
 * Claimed names in one JSON file, which is replaced as a whole: whenever the program or the machine
 * stops, it is the old one or the new one. Whoever runs the server frees a name by taking it out
 * while the server is not running.
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
    const content = JSON.stringify({ version: 1, names: claims }, null, 1);
    await writeFileAtomic(this.file, `${content}\n`, { mode: FILE_MODE });
  }
}

function readClaims(file: string): readonly KeptClaim[] {
  const refuse = (why: string): never => {
    throw new ClaimFileError(
      `${file} holds no claimed names (${why}): mend it, or move it away, and names are anybody's.`,
    );
  };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw new ClaimFileError(`Cannot read the claimed names in ${file} (${describeError(error)}).`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
  const parsed = v.safeParse(fileSchema, content, { abortEarly: true });
  return parsed.success ? parsed.output.names : refuse(v.getDotPath(parsed.issues[0]) ?? 'shape');
}
