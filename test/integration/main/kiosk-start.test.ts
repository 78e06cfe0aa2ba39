import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { launchElectronApp } from '../../electron-host/launch';

describe.runIf(process.platform === 'linux')('a kiosk that starts with the session', () => {
  let folder: string;
  let unit: string;
  let entry: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webcrt-kiosk-start-'));
    unit = join(folder, '.config', 'systemd', 'user', 'webcrt-kiosk.service');
    entry = join(folder, '.config', 'autostart', 'webcrt-kiosk.desktop');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** What `systemctl` does from now on; it notes what it is asked. */
  async function systemctl(answer: string): Promise<void> {
    const script = `#!/bin/sh\necho "$*" >> "${folder}/asked"\n${answer}\n`;
    await writeFile(join(folder, 'systemctl'), script, { mode: 0o755 });
    await writeFile(join(folder, 'asked'), '');
  }

  const asked = async (): Promise<string[]> =>
    (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');

  /** Runs the program with an option, and returns what it said. */
  async function run(option: string): Promise<string> {
    const app = await launchElectronApp({
      appDir: await buildFixtureApp(),
      homeDir: folder,
      argv: [option, '--user', 'gran'],
      env: { PATH: `${folder}${delimiter}${process.env.PATH}` },
    });
    expect(await app.exitCode()).toBe(0);
    await app.close();
    return app.log.join('\n');
  }

  it('is a unit where systemd starts what belongs to the desktop, until it is removed', async () => {
    await systemctl('exit 1');
    await run('--kiosk-install');
    expect([existsSync(unit), existsSync(entry)]).toEqual([false, true]);
    await systemctl('exit 0');
    expect(await run('--kiosk-install')).toContain(unit);
    expect([existsSync(unit), existsSync(entry)]).toEqual([true, false]);
    expect(await readFile(unit, 'utf8')).toContain('"--kiosk" "--user=gran"');
    expect(await asked()).toEqual([
      '--user is-active --quiet graphical-session.target',
      '--user daemon-reload',
      '--user enable webcrt-kiosk.service',
    ]);
    await systemctl('exit 0');
    await run('--kiosk-remove');
    expect([existsSync(unit), existsSync(entry)]).toEqual([false, false]);
    expect(await asked()).toContain('--user disable webcrt-kiosk.service');
  });

  it('is an entry of the desktop where systemd does not take the unit', async () => {
    await systemctl('[ "$2" != enable ]');
    expect(await run('--kiosk-install')).toContain(entry);
    expect([existsSync(unit), existsSync(entry)]).toEqual([false, true]);
    await run('--kiosk-remove');
    expect(existsSync(entry)).toBe(false);
  });
});
