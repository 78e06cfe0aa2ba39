import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** systemd answers at once, or is not there. */
const PATIENCE_MS = 10_000;
const SESSION = 'graphical-session.target';

/** The units of the user that are started with their desktop, by systemd. */
export class UserUnits {
  /** @param configFolder `~/.config`, wherever that is. */
  constructor(private readonly configFolder: string) {}

  /**
   * Whether systemd starts what belongs to this desktop: not all of them tell it that they are
   * there, and then it would start nothing.
   */
  async areUsed(): Promise<boolean> {
    return this.systemctl('is-active', '--quiet', SESSION);
  }

  /** From the next login on. Resolves to the path; `null`: systemd refuses, and nothing is left. */
  async install(name: string, unit: string): Promise<string | null> {
    const path = this.pathOf(name);
    await mkdir(this.folder, { recursive: true });
    await writeFile(path, unit);
    if ((await this.systemctl('daemon-reload')) && (await this.systemctl('enable', name))) {
      return path;
    }
    await this.remove(name);
    return null;
  }

  /** ... or no longer; also where it never was. */
  async remove(name: string): Promise<void> {
    await this.systemctl('disable', name);
    await rm(this.pathOf(name), { force: true });
    await this.systemctl('daemon-reload');
  }

  private get folder(): string {
    return join(this.configFolder, 'systemd', 'user');
  }

  private pathOf(name: string): string {
    return join(this.folder, name);
  }

  private systemctl(...words: readonly string[]): Promise<boolean> {
    return new Promise((resolve) => {
      execFile('systemctl', ['--user', ...words], { timeout: PATIENCE_MS }, (error) => {
        resolve(error === null);
      });
    });
  }
}
