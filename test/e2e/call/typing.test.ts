import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';

describe('real-time text in a call', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann' });
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob' });
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await bob.waitForStatus(/in call with ann/);
    await ann.waitForStatus(/in call with bob/);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  /** What stands there for the eye. */
  const typedAtBob = async (): Promise<string> =>
    (await bob.page.locator('.typing p:not(.unseen)').allInnerTexts()).join('\n');

  it('is seen as it is typed, erased and said, and read out by the phrase', async () => {
    await ann.type('/rtt on');
    await bob.type('/rtt on');
    await bob.waitForChat(/rtt/);
    const box = ann.page.getByRole('textbox', { name: 'command' });
    await box.pressSequentially('hello bbo');
    await expect.poll(typedAtBob).toContain('ann hello bbo');
    await box.press('Backspace');
    await box.press('Backspace');
    await box.pressSequentially('ob ');
    await expect.poll(typedAtBob).toContain('ann hello bob');
    const spoken = bob.page.getByLabel('being typed').getByRole('status');
    await expect.poll(() => spoken.textContent()).toMatch(/bob$/);
    await box.press('Enter');
    await bob.waitForChat(/hello bob/);
    await expect.poll(typedAtBob).not.toContain('hello');
  });

  it('tells nothing of commands, nor once it is off', async () => {
    const box = ann.page.getByRole('textbox', { name: 'command' });
    await box.pressSequentially('/msg bob secret');
    await box.fill('shown');
    await expect.poll(typedAtBob).toContain('ann shown');
    expect(await typedAtBob()).not.toContain('secret');
    await box.fill('');
    await ann.type('/rtt off');
    await ann.waitForChat(/rtt.*off/);
    await box.pressSequentially('quiet');
    await ann.page.keyboard.press('Enter');
    await bob.waitForChat(/quiet/);
    expect(await typedAtBob()).not.toContain('quiet');
  });
});
