import type { Disposable } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import type { LoginEntry } from './login-entry';

export interface LoginStartPorts {
  readonly entry: LoginEntry;
  readonly logger: Logger;
  /** The setting `start_at_login`. */
  isWanted(): boolean;
  setWanted(isWanted: boolean): void;
  /** Tells after each change of the settings; returns what ends that. */
  onSettings(listener: () => void): Disposable;
  showLine(text: string): void;
}

/**
 * Keeps the setting `start_at_login` and what the system starts when the user logs in the same. The
 * system's own word goes first: there, too, people turn it off.
 */
export class LoginStart implements Disposable {
  private isOn = false;
  private working: Promise<void> = Promise.resolve();
  private readonly listening: Disposable;

  constructor(private readonly ports: LoginStartPorts) {
    this.listening = ports.onSettings(() => {
      this.working = this.working.then(() => this.follow());
    });
  }

  /** Resolves when the setting says what is so. */
  async open(): Promise<void> {
    const { entry, logger } = this.ports;
    try {
      this.isOn = await entry.isOn();
      if (this.isOn !== this.ports.isWanted()) this.ports.setWanted(this.isOn);
      // The program may have been moved since, as an AppImage is.
      if (this.isOn) await entry.set(true);
    } catch {
      logger.log('warn', 'what starts with the session could not be read');
    }
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async follow(): Promise<void> {
    const isWanted = this.ports.isWanted();
    if (isWanted === this.isOn) return;
    try {
      await this.ports.entry.set(isWanted);
      this.isOn = isWanted;
    } catch {
      this.ports.setWanted(this.isOn);
      this.ports.showLine(REFUSED);
    }
  }
}

const REFUSED =
  'The system does not let WebCRT change what starts when you log in. Its own settings may: look there for "startup applications" or "login items".';
