import { basename } from 'node:path';
import { Emitter } from '../shared/base/emitter';
import type { Disposable } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import { migrate } from '../shared/config/migrate';
import type { Settings } from '../shared/config/settings';
import type { SettingsReport } from '../shared/ipc/host-api';
import type { ConfigStore, OpenedStore } from './config-store';
import { UserError } from './user-error';

/**
 * What the settings start from when there are none yet: a .clivrt file's, and what to say of it.
 */
export interface FirstSettings {
  readonly values: object;
  readonly notices: readonly string[];
}

/** The settings of the program, as they are kept. */
export class SettingsStore implements Disposable {
  private current: Settings;
  private readonly notices: readonly string[];
  private readonly changeEmitter = new Emitter<Settings>();
  readonly onChange = this.changeEmitter.event;
  private readonly file: ConfigStore;

  /** @param readFirst Asked only when there are no settings yet. */
  constructor(
    opened: OpenedStore,
    readFirst: () => FirstSettings,
    private readonly logger: Logger,
  ) {
    this.file = opened.store;
    const first = opened.isNew ? readFirst() : null;
    const { settings, notices } = migrate(first?.values ?? opened.store.read());
    this.current = settings;
    this.notices = [...describeAside(opened.keptAside), ...(first?.notices ?? []), ...notices];
    if (first !== null || opened.keptAside !== null) this.keep();
  }

  get settings(): Settings {
    return this.current;
  }

  report(): SettingsReport {
    return { settings: this.current, notices: this.notices };
  }

  /**
   * Replaces the keys given. Throws a `UserError`, and changes nothing, when a value is unusable.
   */
  update(patch: Readonly<Record<string, unknown>>): Settings {
    const { settings, notices } = migrate({ ...this.current, ...patch });
    if (notices.length > 0) throw new UserError(notices.join(' '));
    this.current = settings;
    this.keep();
    this.changeEmitter.fire(settings);
    return settings;
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  /** Where the disk refuses, a setting holds until the app ends. */
  private keep(): void {
    try {
      this.file.write(this.current);
    } catch {
      this.logger.log('warn', 'the settings could not be stored');
    }
  }
}

function describeAside(path: string | null): readonly string[] {
  if (path === null) return [];
  return [
    `Your settings could not be read. They were kept aside as ${basename(path)}; ` +
      'the defaults are used.',
  ];
}
