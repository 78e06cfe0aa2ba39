import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ElectronStore from 'electron-store';

/** A JSON file of ours, opened. */
export interface OpenedStore {
  readonly store: ConfigStore;
  /** Whether there was none before. */
  readonly isNew: boolean;
  /** Where an unreadable file was put; `null`: it was fine. */
  readonly keptAside: string | null;
}

/**
 * Opens `FOLDER/NAME.json`. A file that is not a JSON object is kept aside as
 * `NAME.corrupt-TIME.json`, and an empty one takes its place.
 */
export function openConfigStore(folder: string, name: string, nowMs: number): OpenedStore {
  const path = join(folder, `${name}.json`);
  const isNew = !existsSync(path);
  const keptAside = isNew || isReadable(path) ? null : keepAside(path, nowMs);
  return { store: new ConfigStore(folder, name), isNew, keptAside };
}

/** A plain object in a JSON file: electron-store, less everything that we decide ourselves. */
export class ConfigStore {
  private readonly file: ElectronStore;

  constructor(folder: string, name: string) {
    this.file = new ElectronStore({
      cwd: folder,
      name,
      // Keys are names, not paths: `config` may be given any.
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: true,
      // It may hold the password of a TURN server.
      configFileMode: 0o600,
    });
  }

  /** What is stored; the shape is for the caller to check. */
  read(): unknown {
    return { ...this.file.store };
  }

  /** Replaces all that is stored. Throws when the disk refuses. */
  write(value: object): void {
    this.file.store = { ...value };
  }
}

function isReadable(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function keepAside(path: string, nowMs: number): string {
  // Colons are no part of a Windows file name.
  const time = new Date(nowMs).toISOString().replace(/[:.]/g, '-');
  const aside = join(dirname(path), `${basename(path, '.json')}.corrupt-${time}.json`);
  renameSync(path, aside);
  return aside;
}
