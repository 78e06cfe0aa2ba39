import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { describeError, errorCode } from '../shared/base/error-code';
import { err, ok, type Result } from '../shared/base/result';

/** What the server keeps of its users is nobody else's to read. */
const FILE_MODE = 0o600;
/** For whoever mends it by hand. */
const INDENT = 1;

/** Why what is kept is not to be had. `why`: a few words, of the system or about the content. */
export interface KeptFileFault {
  /** `content`: it was read, and holds something else. */
  readonly kind: 'unreadable' | 'content';
  readonly why: string;
}

/** What a file of JSON holds; `null`: there is no such file. */
export function readKeptFile<S extends v.GenericSchema>(
  file: string,
  schema: S,
): Result<v.InferOutput<S> | null, KeptFileFault> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(null);
    return err({ kind: 'unreadable', why: describeError(error) });
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return err({ kind: 'content', why: 'it is not JSON' });
  }
  const parsed = v.safeParse(schema, content, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  return err({ kind: 'content', why: v.getDotPath(parsed.issues[0]) ?? 'shape' });
}

/**
 * Replaces all of a file of JSON (written beside it, synchronised and renamed): whenever the
 * program or the machine stops, it is the old one or the new one. Rejects as the system does.
 */
export async function writeKeptFile(file: string, content: object): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(content, null, INDENT)}\n`, { mode: FILE_MODE });
}
