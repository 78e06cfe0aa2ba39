import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../shared/base/error-code';
import type { HeldNames } from './name-tokens';

const FILE_MODE = 0o600;
const LINE = /^(?:\+([\w-]{22}) ([\w-]{22})|-([\w-]{22}))$/;
/** Lines that say nothing any more are borne until there are so many for each that does. */
const MAX_LINES_PER_NAME = 4;
const LEAST_LINES = 1_000;

/**
 * The names in use and whose they are, a line for each that was taken or let go, in `names.held`. A
 * line is with the system before whoever signed in is answered: it is there however the process
 * ends.
 */
export class HeldNamesFile implements HeldNames {
  readonly earlier: ReadonlyMap<string, string>;
  private readonly names: Map<string, string>;
  private readonly file: string;
  private handle: number;
  private lines = 0;

  /** Throws when `folder` cannot be written to. */
  constructor(
    folder: string,
    private readonly handleError: (error: unknown) => void,
    name = 'names.held',
  ) {
    this.file = join(folder, name);
    this.earlier = readNames(this.file);
    this.names = new Map(this.earlier);
    this.handle = this.rewrite();
  }

  hold(digest: string, holder: string): void {
    if (this.names.get(digest) === holder) return;
    this.names.set(digest, holder);
    this.write(holdLine(digest, holder));
  }

  free(digest: string): void {
    if (this.names.delete(digest)) this.write(`-${digest}\n`);
  }

  private write(line: string): void {
    try {
      this.lines += 1;
      if (this.lines > LEAST_LINES + MAX_LINES_PER_NAME * this.names.size) {
        closeSync(this.handle);
        this.handle = this.rewrite();
      } else {
        writeSync(this.handle, line);
      }
    } catch (error) {
      // A full disk: names are not kept over a restart then, and everything else goes on.
      this.handleError(error);
    }
  }

  /** The file as short as it can be, open for more. */
  private rewrite(): number {
    const draft = `${this.file}.new`;
    const text = [...this.names].map(([digest, holder]) => holdLine(digest, holder)).join('');
    writeFileSync(draft, text, { mode: FILE_MODE });
    renameSync(draft, this.file);
    this.lines = this.names.size;
    return openSync(this.file, 'a', FILE_MODE);
  }
}

function holdLine(digest: string, holder: string): string {
  return `+${digest} ${holder}\n`;
}

/** What is no line of ours, such as a last one that was cut off, is left out. */
function readNames(file: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of readText(file).split('\n')) {
    const [, held = '', holder = '', freed = ''] = LINE.exec(line) ?? [];
    if (held !== '') names.set(held, holder);
    names.delete(freed);
  }
  return names;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
