import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ServerClock, SYSTEM_CLOCK } from '../../../src/server/index';
import { RING_TIMEOUT_MS } from '../../../src/shared/protocol/limits';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

/** Real time, but a call that nobody answers rings for four seconds instead of thirty. */
const IMPATIENT_CLOCK: ServerClock = {
  ...SYSTEM_CLOCK,
  after: (delayMs, task) => SYSTEM_CLOCK.after(delayMs === RING_TIMEOUT_MS ? 4_000 : delayMs, task),
};

describe('a call that meets an obstacle', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  const others: AppDriver[] = [];

  beforeAll(async () => {
    server = await startAppServer({}, IMPATIENT_CLOCK);
    [ann, bob] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann' },
      { serverUrl: server.url, user: 'bob', camera: 'none' },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
  });

  afterEach(async () => {
    await Promise.all(others.splice(0).map((person) => person.close()));
    await bob.type('set available');
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  const ringing = (person: AppDriver): Promise<void> =>
    person.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();

  it('says so when the person is not here', async () => {
    await ann.type('call nobody');
    await ann.waitForChat(/nobody is not here/);
    await ann.waitForStatus(/no call/);
  });

  it('passes on what somebody says when they decline', async () => {
    await ann.type('call bob');
    await ringing(bob);
    await bob.type('decline in a meeting, later <3');
    await ann.waitForChat('bob declined: in a meeting, later <3');
    await ann.waitForStatus(/no call/);
  });

  it('declines with the button, reached by the keyboard alone', async () => {
    await ann.type('call bob');
    await ringing(bob);
    const decline = bob.page.getByRole('button', { name: 'Decline' });
    await bob.command.focus();
    await bob.until('the button to have the focus', async () => {
      await bob.page.keyboard.press('Shift+Tab');
      return decline.evaluate((button) => button === document.activeElement);
    });
    await bob.page.keyboard.press('Enter');
    await ann.waitForChat(/bob declined\./);
  });

  it('gives up after a while without an answer, and leaves a note', async () => {
    await ann.type('call bob');
    await ringing(bob);
    await ann.waitForChat(/bob did not answer/);
    await bob.waitForChat(/Missed call from ann/);
    await bob.page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  });

  it('stops ringing when the caller gives up', async () => {
    await ann.type('call bob');
    await ringing(bob);
    await ann.type('hangup');
    await bob.page.getByRole('alertdialog').waitFor({ state: 'hidden' });
    await bob.waitForChat(/they gave up/);
  });

  it('does not ring somebody on do-not-disturb, and tells both', async () => {
    await bob.type('set donotdisturb');
    await bob.waitForStatus(/do not disturb/);
    await ann.type('call bob');
    await ann.waitForChat(/bob does not want to be disturbed/);
    await bob.waitForChat(/you were not to be disturbed/);
    expect(await bob.page.getByRole('alertdialog').isVisible()).toBe(false);
  });

  it('says busy when the person is in another call', async () => {
    await bob.type('call echo');
    await bob.waitForStatus(/in call with echo/);
    await ann.type('call bob');
    await ann.waitForChat(/bob is in another call/);
    await bob.waitForChat(/you were in another call/);
    await bob.type('/hangup');
    await bob.waitForStatus(/no call/);
  });

  it('works with somebody who has no camera: the one is seen, both are heard', async () => {
    await ann.type('call bob');
    await ringing(bob);
    await bob.type('answer');
    await bob.expectPicture('ann');
    await ann.waitForStatus(/in call with bob/);
    await bob.until('ann to be heard', async () => (await bob.receivedMedia()).audioEnergy > 1e-6);
    await ann.expectNoPicture('bob');
    await bob.type('/hangup');
    await ann.waitForStatus(/no call/);
  });

  it('works with the camera denied, and says what to do about it', async () => {
    const eve = await AppDriver.open({ serverUrl: server.url, user: 'eve', camera: 'denied' });
    others.push(eve);
    await eve.waitForStatus(/signed in as eve/);
    await eve.waitForChat(/camera.*not allowed|not allowed.*camera/i);
    await ann.type('call eve');
    await ringing(eve);
    await eve.type('answer');
    await eve.expectPicture('ann');
    await ann.waitForStatus(/in call with eve/);
    await eve.until('ann to be heard', async () => (await eve.receivedMedia()).audioEnergy > 1e-6);
    await ann.until('eve to be heard', async () => (await ann.receivedMedia()).audioEnergy > 1e-6);
    await ann.type('/hangup');
    await eve.waitForStatus(/no call/);
  });

  it('refuses a taken name in a sentence and keeps the old one', async () => {
    await bob.type('login --user ann');
    await bob.waitForChat(/The name ann belongs to somebody else/);
  });
});
