import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { startTurnServer, type TurnServer } from '../../helpers/turn-server';

/** One person, a real coturn, and the panel in which servers are kept and tried. */
describe('the panel of STUN and TURN servers', () => {
  let server: AppServer;
  let turn: TurnServer;
  let ann: AppDriver;
  let overTcp: string;

  beforeAll(async () => {
    turn = await startTurnServer('signed');
    overTcp = `${turn.url}?transport=tcp`;
    server = await startAppServer({ turn: { urls: [turn.url, overTcp], secret: turn.secret } });
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann' });
    await ann.waitForStatus(/signed in as ann/);
    await ann.type(`config ice_servers ${turn.url} ann not-the-password`);
  });

  afterAll(async () => {
    await ann?.close();
    await server?.close();
    await turn?.close();
  });

  const panel = () => ann.page.getByRole('dialog', { name: 'STUN and TURN servers' });
  const rows = () => panel().getByRole('listitem');
  const press = (key: string) => ann.page.keyboard.press(key);
  const says = (row: number, text: RegExp) =>
    rows().nth(row).getByRole('status').filter({ hasText: text }).waitFor();

  it('tries each by a key, and says plainly what became of it', async () => {
    await ann.type('config ice_servers');
    await panel().waitFor();
    await ann.until('those of the server', async () => (await rows().count()) === 3);
    await press('t');
    await says(0, /^wrong user name or password, or their time is over$/);
    await press('ArrowDown');
    await press('t');
    await says(1, /^works: relays over UDP, \d+ ms$/);
    await press('Shift+T');
    await says(2, /^works: relays over TCP, \d+ ms$/);
  });

  it('takes another, tries it, and takes it away again', async () => {
    const dead = `turn:127.0.0.1:${await freePort(0, '127.0.0.1')}?transport=tcp`;
    await panel().getByRole('textbox', { name: 'address' }).fill('https://turn.example.org');
    await press('Enter');
    await panel()
      .getByText(/^Write an address such as stun:stun\.example\.org/)
      .waitFor();
    await panel().getByRole('textbox', { name: 'address' }).fill(dead);
    await panel().getByRole('textbox', { name: 'user name' }).fill('ann');
    await panel().getByLabel('password').fill('anything');
    await press('Enter');
    await ann.until('the new one', async () => (await rows().count()) === 4);
    await says(1, /^does not answer: it is down, or a firewall stands between$/);
    await panel()
      .getByRole('button', { name: `test ${dead}` })
      .focus();
    await press('Delete');
    await ann.until('one less', async () => (await rows().count()) === 3);
    await press('Escape');
    await panel().waitFor({ state: 'hidden' });
    expect(await ann.command.evaluate((each) => each === document.activeElement)).toBe(true);
  });

  it('says it in the chat where that is asked for', async () => {
    await ann.type('ice test');
    await ann.waitForChat(/turn:127\.0\.0\.1:\d+: wrong user name or password/);
    await ann.waitForChat(/transport=tcp: works: relays over TCP, \d+ ms/);
  });
});
