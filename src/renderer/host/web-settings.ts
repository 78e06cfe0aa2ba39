import type { Logger } from '../../shared/base/logger';
import { migrate } from '../../shared/config/migrate';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/config/settings';
import type { SettingsApi, SettingsReport } from '../../shared/ipc/host-api';

const KEY = 'webcrt.settings';
/** Where an unreadable state is kept aside, so that nothing is lost. */
const CORRUPT_KEY = 'webcrt.settings.corrupt';

const NOTHING_KEPT =
  'This browser keeps nothing for this page, as it blocks site data: settings, calls and chat are ' +
  'forgotten when you leave it.';

/**
 * Settings in the browser's local storage; `null`: it has none, and they hold as long as the page.
 * Other tabs of the same page hear of changes.
 */
export function createWebSettings(storage: Storage | null, logger: Logger): SettingsApi {
  let settings: Settings = DEFAULT_SETTINGS;
  const listeners = new Set<(settings: Settings) => void>();
  const publish = (): void => {
    for (const listener of listeners) listener(settings);
  };

  window.addEventListener('storage', (event) => {
    if (event.key !== KEY || storage === null) return;
    settings = read(storage).settings;
    publish();
  });

  return {
    isKept: storage !== null,
    load() {
      if (storage === null) return Promise.resolve({ settings, notices: [NOTHING_KEPT] });
      const report = read(storage);
      settings = report.settings;
      return Promise.resolve(report);
    },
    update(patch) {
      const { settings: next, notices } = migrate({ ...settings, ...patch });
      if (notices.length > 0) return Promise.reject(new Error(notices.join(' ')));
      settings = next;
      try {
        storage?.setItem(KEY, JSON.stringify(next));
      } catch {
        // A full or forbidden storage: the setting holds until the page is closed.
        logger.log('warn', 'settings could not be stored');
      }
      publish();
      return Promise.resolve(next);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(storage: Storage): SettingsReport {
  const text = storage.getItem(KEY);
  if (text === null) return { settings: DEFAULT_SETTINGS, notices: [] };
  try {
    return migrate(JSON.parse(text));
  } catch {
    storage.setItem(CORRUPT_KEY, text);
    storage.removeItem(KEY);
    return {
      settings: DEFAULT_SETTINGS,
      notices: [
        'Your settings could not be read. They were kept aside in this browser ' +
          `(local storage, ${CORRUPT_KEY}); the defaults are used.`,
      ],
    };
  }
}
