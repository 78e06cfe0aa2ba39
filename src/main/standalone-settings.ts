import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Emitter } from '../shared/base/emitter';
import { toUndo } from '../shared/base/lifecycle';
import { migrate } from '../shared/config/migrate';
import { DEFAULT_SETTINGS, type Settings } from '../shared/config/settings';
import type { SettingsApi, SettingsReport } from '../shared/ipc/host-api';

const NAME = 'settings.json';
const OWNER_ONLY = 0o600;
/** Nothing takes the echo of a loudspeaker away here, so the microphone waits for its key. */
const FIRST: Settings = { ...DEFAULT_SETTINGS, ptt: 'talk' };

/** Settings of a client of its own. */
export interface StandaloneSettings extends SettingsApi {
  readonly current: Settings;
}

/** In a file of `folder`; where the disk refuses, a setting holds until the program ends. */
export function standaloneSettings(folder: string): StandaloneSettings {
  const path = join(folder, NAME);
  const report = read(path);
  const changes = new Emitter<Settings>();
  let current = report.settings;
  return {
    isKept: true,
    get current() {
      return current;
    },
    load: () => Promise.resolve(report),
    update: (patch) => {
      const { settings, notices } = migrate({ ...current, ...patch });
      if (notices.length > 0) return Promise.reject(new Error(notices.join(' ')));
      current = settings;
      write(folder, path, settings);
      changes.fire(settings);
      return Promise.resolve(settings);
    },
    onChange: (listener) => toUndo(changes.event(listener)),
  };
}

function read(path: string): SettingsReport {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { settings: FIRST, notices: [] };
  }
  try {
    return migrate(JSON.parse(text));
  } catch {
    return { settings: FIRST, notices: [keepAside(path)] };
  }
}

function keepAside(path: string): string {
  const aside = `${path}.corrupt`;
  try {
    renameSync(path, aside);
  } catch {
    // It is written over, then.
  }
  return `Your settings could not be read. They were kept aside as ${aside}; the defaults are used.`;
}

function write(folder: string, path: string, settings: Settings): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileAtomic.sync(path, `${JSON.stringify(settings, null, 2)}\n`, { mode: OWNER_ONLY });
  } catch {
    // Said by nobody: it holds until the program ends.
  }
}
