import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Settings } from '../../shared/config/settings';
import type { HostApi } from '../../shared/ipc/host-api';

/** The settings as they are now, and the way to change them. The host keeps them for good. */
export class LiveSettings implements Disposable {
  private readonly emitter = new Emitter<Settings>();
  /** They changed, here or elsewhere. */
  readonly onChange = this.emitter.event;
  private readonly stopListening: () => void;

  constructor(
    private readonly host: HostApi['settings'],
    private settings: Settings,
  ) {
    this.stopListening = host.onChange((changed) => {
      this.apply(changed);
    });
  }

  get current(): Settings {
    return this.settings;
  }

  /**
   * The host tells everybody, us included, but maybe later: a command reads what it has just set.
   */
  async update(patch: Partial<Settings>): Promise<Settings> {
    this.apply(await this.host.update(patch));
    return this.settings;
  }

  dispose(): void {
    this.stopListening();
    this.emitter.dispose();
  }

  private apply(settings: Settings): void {
    this.settings = settings;
    this.emitter.fire(settings);
  }
}
