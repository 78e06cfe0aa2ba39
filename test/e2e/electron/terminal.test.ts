import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { parseAsciicast, playAsciicast } from '../../helpers/asciicast';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';

/** What is read out of somebody's terminal: its text, line by line. */
function terminal(who: AppDriver, name: string): Locator {
  return who.page.getByRole('document', { name: `terminal of ${name}`, exact: true });
}

async function textOf(who: AppDriver, name: string): Promise<string> {
  return (await terminal(who, name).textContent()) ?? '';
}

async function waitForText(who: AppDriver, name: string, pattern: RegExp): Promise<void> {
  await terminal(who, name).waitFor({ state: 'attached' });
  await who.until(`${pattern.source} in the terminal of ${name}`, async () =>
    pattern.test(await textOf(who, name)),
  );
}

/**
 * The real app shares a real shell in a room, with people whose clients are web pages; only
 * Electron itself is a stand-in.
 */
describe('a terminal that is shared from the desktop app', () => {
  let server: AppServer;
  let app: ElectronApp;
  let ann: AppDriver;
  let bob: AppDriver;
  let carol: AppDriver | undefined;

  /** What is read out follows the screen with a delay, at each end by itself. */
  const untilSame = (viewer: AppDriver): Promise<void> =>
    viewer.until('the same as ann sees', async () => {
      return (await textOf(viewer, 'ann')) === (await textOf(ann, 'you'));
    });

  const openPage = (user: string): Promise<AppDriver> =>
    AppDriver.open({ serverUrl: server.url, user, camera: 'none' });

  beforeAll(async () => {
    server = await startAppServer();
    app = await launchElectronApp({
      camera: 'none',
      argv: ['--server', server.url.replace(/^http/, 'ws'), '--user', 'ann'],
      env: { SHELL: '/bin/sh', PS1: '$ ', ENV: '' },
    });
    ann = new AppDriver({
      page: app.window,
      savedBy: () => Promise.reject(new Error('nothing is saved here')),
      close: () => app.close(),
    });
    bob = await openPage('bob');
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('room create den');
    await ann.waitForStatus(/den/);
    await bob.type('join den');
    await bob.waitForStatus(/den/);
  });

  afterAll(async () => {
    await carol?.close();
    await bob?.close();
    await ann?.close();
    await server?.close();
  });

  it('is none where the user says no outside the window', async () => {
    await app.answerQuestions(null);
    await ann.type('/share terminal');
    await ann.waitForChat(/No terminal is shared/);
    expect((await app.records()).questions.at(-1)).toContain('a shell of yours');
    expect(await terminal(bob, 'ann').count()).toBe(0);
    await bob.type('/share terminal');
    await bob.waitForChat(/A page has no terminal/);
  });

  it('is seen by the others as it is, wide characters and colours and all', async () => {
    await app.answerQuestions('Share');
    await ann.type('/share terminal');
    await waitForText(ann, 'you', /\$/);
    await bob.waitForChat(/ann shares a terminal/);
    // Its keys go there at once.
    await ann.page.keyboard.type("printf '漢字 \\033[1;31mred\\033[0m %s\\n' done");
    await ann.press('Enter');
    await waitForText(bob, 'ann', /^漢字 red done$/m);
    await untilSame(bob);
    await ann.waitForStatus(/sharing your terminal/);
  });

  it('is in what somebody records, letter for letter', async () => {
    await bob.type('/record start');
    await bob.waitForStatus(/● recording/);
    const cast = parseAsciicast(await bob.savedBy('/record stop'));
    const played = await playAsciicast(cast);
    expect(played.rows().join('\n')).toMatch(/漢字 red done/);
    played.dispose();
  });

  it('is the same to somebody who comes late', async () => {
    carol = await openPage('carol');
    await carol.waitForStatus(/signed in as carol/);
    await carol.type('join den');
    await waitForText(carol, 'ann', /^漢字 red done$/m);
    await untilSame(carol);
  });

  it('is hidden from the others while a key is held, with all that leaves it meanwhile', async () => {
    await ann.page.keyboard.down('F4');
    await ann.waitForStatus(/your terminal is hidden/);
    await bob.until('it to be blank', async () => (await textOf(bob, 'ann')) === '');
    await ann.page.keyboard.type('echo sec""ret; seq 60; clear');
    await ann.press('Enter');
    await ann.until('it to be cleared', async () => /^\$ ?$/.test(await textOf(ann, 'you')));
    expect(await textOf(bob, 'ann')).toBe('');
    await ann.page.keyboard.up('F4');
    await waitForText(bob, 'ann', /^\$ ?$/);
    // There is nothing to scroll back to.
    await bob.page.locator('canvas.shell').hover();
    await bob.page.mouse.wheel(0, -2_000);
    await ann.page.keyboard.type('seq 70 99');
    await ann.press('Enter');
    await waitForText(bob, 'ann', /^99$/m);
    await bob.page.mouse.wheel(0, -5_000);
    await waitForText(bob, 'ann', /^70$/m);
    expect(await textOf(bob, 'ann')).not.toMatch(/secret|^60$/m);
    await bob.page.mouse.wheel(0, 9_000);
    await waitForText(bob, 'ann', /^99$/m);
  });

  it('takes the keys of whoever was granted that, until it is revoked', async () => {
    // Without a grant there is no way in.
    await bob.press('F8');
    await bob.waitForChat(/There is no terminal that you may type in/);
    await ann.press('F8');
    await ann.type('/grant bob');
    await ann.waitForStatus(/bob types in your terminal/);
    await bob.waitForStatus(/you type in ann’s terminal/);
    await bob.press('F8');
    await bob.page.keyboard.type('clear; echo from $((40+2)) bob');
    await bob.press('Enter');
    await waitForText(ann, 'you', /^from 42 bob$/m);
    await waitForText(bob, 'ann', /^from 42 bob$/m);
    // Carol sees who types.
    const stage = carol!.page.locator('.terminal-surface-text');
    await expect.poll(() => stage.textContent()).toMatch(/bob types here/);
    await bob.press('F8');
    await ann.type('/revoke');
    await bob.waitForChat(/You can type in the terminal of ann no longer/);
    await bob.press('F8');
    await bob.page.keyboard.type('rm');
    expect(await bob.command.inputValue()).toBe('rm');
    await ann.waitForStatus(/sharing your terminal/);
  });

  it('ends with what runs in it', async () => {
    await ann.press('F8');
    await ann.page.keyboard.type('exit 3');
    await ann.press('Enter');
    await ann.waitForChat(/has ended \(exit code 3\)/);
    await bob.waitForChat(/ann shares no terminal any more/);
    expect(await terminal(bob, 'ann').count()).toBe(0);
  });

  it('logs nothing as an error', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
