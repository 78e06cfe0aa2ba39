import { readFileSync } from 'node:fs';
import { readClivrtFile } from '../shared/config/clivrt-file';
import type { FirstSettings } from './settings-store';

/** clivrt's own are under 1 kB. */
const MAX_CLIVRT_CHARS = 64_000;

/** Reads the first of the files that is there; nothing when none is. */
export function readClivrt(paths: readonly string[]): FirstSettings {
  for (const path of paths) {
    const text = readText(path);
    if (text === null) continue;
    const { patch, notices } = readClivrtFile(text.slice(0, MAX_CLIVRT_CHARS));
    return { values: patch, notices: [`Your settings were taken from ${path}.`, ...notices] };
  }
  return { values: {}, notices: [] };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
