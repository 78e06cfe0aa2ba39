import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

describe('people', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    [ann, bob] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann', camera: 'none' },
      { serverUrl: server.url, user: 'bob', camera: 'none' },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  const ring = (driver: AppDriver) =>
    driver.page.getByRole('alertdialog', { name: 'incoming call' });

  async function lastLine(driver: AppDriver): Promise<string> {
    return (await driver.chatLines()).at(-1) ?? '';
  }

  /** As `whoami` tells it. */
  async function keyOf(driver: AppDriver): Promise<string> {
    await driver.type('whoami');
    await driver.waitForChat(/Your key is [0-9A-F]{4}, in full [0-9a-f]{64}/);
    return /in full ([0-9a-f]{64})/.exec((await driver.chatLines()).join('\n'))?.[1] ?? '';
  }

  it('are in the history when they called in vain, and can be forgotten', async () => {
    await bob.type('call ann');
    await ring(ann).waitFor();
    await bob.press('Alt+h');
    await ann.waitForChat(/Missed call from bob/);
    await ann.type('history');
    await ann.waitForChat(/1 {2}Missed call from bob at .*: they gave up\./);
    await bob.type('history');
    await bob.waitForChat(/1 {2}You called ann at .*: it came to nothing\./);
    const key = await keyOf(ann);
    expect(key).not.toBe(await keyOf(bob));
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    expect(await keyOf(ann)).toBe(key);
    await ann.type('history');
    await ann.waitForChat(/1 {2}Missed call from bob/);
    await ann.type('history remove 1');
    await ann.waitForChat('The call with bob is forgotten.');
    await ann.type('history');
    await ann.waitForChat('There were no calls yet.');
  });

  it('are contacts with their presence, also when they are not here', async () => {
    await ann.type('contact add bob');
    await ann.waitForChat('bob is now among your contacts.');
    await ann.type('contact add zoe');
    await ann.type('contact favourite zoe');
    await ann.waitForChat('zoe is now a favourite.');
    await bob.type('set away');
    await bob.waitForChat('You are away.');
    await ann.until('the presence of bob', async () => {
      await ann.type('contact');
      return /★ zoe {2}not here\n {2}bob {2}away/.test(await lastLine(ann));
    });
    await ann.type('lookup');
    await ann.waitForChat(/\+ bob +away[^]*★ zoe +not here/);
    await ann.type('contact rename zoe zora');
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('contact');
    await ann.waitForChat(/★ zora {2}not here/);
    await ann.type('contact remove zora');
    await ann.waitForChat('zora is no longer among your contacts.');
    await bob.type('set available');
  });

  it('see what they wrote each other before, when they talk again', async () => {
    await bob.type('msg ann remember the milk');
    await ann.waitForChat('remember the milk');
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('msg bob which milk?');
    await ann.waitForChat('which milk?');
    const lines = await ann.chatLines();
    const past = lines.findIndex((line) => line.includes('bob: remember the milk'));
    expect(past).toBeGreaterThanOrEqual(0);
    expect(past).toBeLessThan(lines.findIndex((line) => line.includes('which milk?')));
    const dimmed = ann.chat.locator('.past');
    expect(await dimmed.count()).toBe(1);
    await ann.type('config chat_history off');
    await ann.waitForChat('chat_history is off');
    await ann.type('msg bob off the record');
    await ann.waitForChat('off the record');
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('msg bob again');
    await ann.waitForChat('ann to bob: again');
    expect((await ann.chatLines()).join()).toContain('which milk?');
    expect((await ann.chatLines()).join()).not.toContain('off the record');
    await ann.type('history chat clear bob');
    await ann.waitForChat('The conversation with bob is forgotten.');
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('msg bob anew');
    await ann.waitForChat('ann to bob: anew');
    expect(await dimmed.count()).toBe(0);
  });

  it('take what they wrote along when they are called otherwise', async () => {
    await ann.type('config chat_history on');
    await ann.waitForChat('chat_history is on');
    await ann.type('contact add bob');
    await ann.waitForChat(/bob is (now|already) among your contacts/);
    await bob.type('msg ann soon I am rob');
    await ann.waitForChat('soon I am rob');
    await bob.type('login --user rob');
    await bob.waitForStatus(/signed in as rob/);
    await ann.type('contact rename bob rob');
    await ann.waitForChat(/bob is now rob among your contacts/);
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    await bob.type('msg ann here I am');
    await ann.waitForChat('rob to you: here I am');
    const lines = await ann.chatLines();
    const before = lines.findIndex((line) => line.includes('bob: soon I am rob'));
    expect(before).toBeGreaterThanOrEqual(0);
    expect(before).toBeLessThan(lines.findIndex((line) => line.includes('here I am')));
    await bob.type('login --user bob');
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('contact rename rob bob');
    await ann.waitForChat(/rob is now bob among your contacts/);
  });

  it('are not disturbed for as long as they said, also after a restart', async () => {
    await ann.type('set donotdisturb 2h');
    await ann.waitForStatus(/do not disturb until \d/);
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    await ann.waitForStatus(/do not disturb until \d/);
    await ann.waitForChat(/You are still not to be disturbed until/);
    await bob.type('call ann');
    await bob.waitForChat(/ann does not want to be disturbed/);
    await ann.waitForChat(/Missed call from bob/);
    expect(await ring(ann).isVisible()).toBe(false);
    await ann.type('set donotdisturb 3s');
    // Not the line of before, which says `still`.
    await ann.waitForChat(/You are not to be disturbed until/);
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    await ann.until('to be available again', async () => {
      return !(await ann.statusText()).includes('disturb');
    });
    await ann.page.reload();
    await ann.waitForStatus(/signed in as ann/);
    expect(await ann.statusText()).not.toContain('disturb');
  });

  it('do not disturb for a time, which ends by itself', async () => {
    await ann.type('set donotdisturb 9d');
    await ann.waitForChat(/a time is 30m, 2h/);
    await ann.type('set donotdisturb 2h');
    await ann.waitForStatus(/do not disturb until \d/);
    await ann.type('set donotdisturb 5s');
    await ann.waitForChat('You are available again.');
    expect(await ann.statusText()).not.toContain('do not disturb');
    await bob.type('call ann');
    await ring(ann).waitFor();
    await ann.type('decline');
    await bob.waitForStatus(/no call/);
  });

  it('that are blocked do not ring, write or show, and hear it ring', async () => {
    const cat = await AppDriver.open({ serverUrl: server.url, user: 'cat', camera: 'none' });
    await cat.waitForStatus(/signed in as cat/);
    await ann.type('block bob');
    await ann.waitForChat(/bob is blocked/);
    await ann.type('lookup');
    await ann.waitForChat(/Here besides you:[^]*bob +not here/);
    const before = (await ann.chatLines()).length;
    await bob.type('msg ann are you there?');
    await bob.waitForChat('are you there?');
    await bob.type('say hello all');
    await bob.waitForChat('hello all');
    await bob.type('set away');
    await bob.type('set available');
    await bob.type('call ann');
    await bob.waitForChat('Ringing at ann ...');
    // What comes after is there, and so what came before it is lost.
    await ann.type('call echo');
    await ann.waitForStatus(/in call with echo/);
    expect(await ring(ann).isVisible()).toBe(false);
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    // Their ringing does not keep the line from others either, and nothing tells them.
    await cat.type('call ann');
    await ring(ann).waitFor();
    await ann.type('decline');
    await cat.waitForStatus(/no call/);
    await cat.close();
    await bob.waitForStatus(/ringing at ann/);
    await bob.press('Alt+h');
    await bob.waitForStatus(/no call/);
    const heard = (await ann.chatLines()).slice(before).join('\n');
    expect(heard).not.toMatch(/bob|are you there|hello all/);
    await ann.type('history');
    await ann.waitForChat(/Calls, the newest first|There were no calls yet/);
    await ann.type('unblock bob');
    await ann.waitForChat('bob is no longer blocked.');
    await bob.type('msg ann and now?');
    await ann.waitForChat('and now?');
  });

  it('remember their servers, and Tab completes them', async () => {
    const address = server.url.replace(/^http/, 'ws').replace(/\/$/, '');
    await ann.type('servers');
    await ann.waitForChat(new RegExp(`Servers you signed in to[^]*${address}`));
    await ann.command.fill('login --server ');
    await ann.press('Tab');
    expect(await ann.command.inputValue()).toContain(address);
    await ann.command.fill('');
  });
});
