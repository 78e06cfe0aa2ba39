import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';

describe('what was said in a room', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  async function open(user: string): Promise<AppDriver> {
    const person = await AppDriver.open({ serverUrl: server.url, user, camera: 'none' });
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  }

  /** The lines of former times, as they are shown. */
  function past(person: AppDriver): Promise<string[]> {
    return person.chat.locator('.past').allInnerTexts();
  }

  async function comeBack(person: AppDriver, user: string): Promise<void> {
    await person.page.reload();
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    await person.type('join den');
    await person.waitForStatus(/in room den \(2\)/);
  }

  beforeAll(async () => {
    server = await startAppServer();
    [ann, bob] = await Promise.all(['ann', 'bob'].map(open));
    await bob.type('room create den');
    await bob.waitForStatus(/in room den \(1\)/);
    await ann.type('join den');
    await ann.waitForStatus(/in room den \(2\)/);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  it('is shown again to whoever comes back, their own words and those of others', async () => {
    await bob.type('who has the key?');
    await ann.waitForChat('who has the key?');
    await ann.type('it is under the mat');
    await bob.waitForChat('it is under the mat');
    // It is kept when the server has taken it, which its author may hear of after bob has.
    await ann.waitForChat('ann to the room: it is under the mat');
    await comeBack(ann, 'ann');
    await ann.until('the past of the room', async () => (await past(ann)).length === 2);
    const [question = '', answer = ''] = await past(ann);
    expect(question).toMatch(/bob to the room: who has the key\?/);
    expect(answer).toMatch(/ann to the room: it is under the mat/);
    await bob.type('thank you');
    await ann.waitForChat('thank you');
    expect((await ann.chatLines()).at(-1)).toContain('thank you');
  });

  it('is in a room that Tab knows', async () => {
    await ann.type('/leave');
    await ann.waitForStatus(/no call/);
    await ann.command.fill('join d');
    await ann.press('Tab');
    expect(await ann.command.inputValue()).toBe('join den ');
    await ann.press('Enter');
    await ann.waitForStatus(/in room den \(2\)/);
  });

  it('is listed, and no longer kept when that is switched off', async () => {
    await ann.type('/history chat');
    await ann.waitForChat(/- in the room den: 3 lines, last /);
    await ann.type('/config chat_history off');
    await ann.waitForChat('chat_history is off');
    await ann.type('off the record');
    await bob.waitForChat('off the record');
    await ann.type('/config chat_history on');
    await ann.waitForChat('chat_history is on');
    await comeBack(ann, 'ann');
    await ann.until('the past of the room', async () => (await past(ann)).length === 3);
    expect((await past(ann)).join('\n')).not.toContain('off the record');
  });

  it('is forgotten on request', async () => {
    await ann.type('/history chat clear den');
    await ann.waitForChat('The conversation in the room den is forgotten.');
    await comeBack(ann, 'ann');
    await ann.type('anew');
    await ann.waitForChat('ann to the room: anew');
    expect(await past(ann)).toEqual([]);
    await ann.type('/history chat');
    await ann.waitForChat(/- in the room den: 1 line, last /);
  });
});
