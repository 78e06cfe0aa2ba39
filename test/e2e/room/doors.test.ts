import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';

const PASSWORD = 'open sesame';
const VIEWPORT = { width: 900, height: 600 };

describe('the door of a room', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  async function open(user: string): Promise<AppDriver> {
    const options = { serverUrl: server.url, user, viewport: VIEWPORT, camera: 'none' } as const;
    const person = await AppDriver.open(options);
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  }

  /** Answers what is asked for without echo. */
  async function answer(person: AppDriver, question: string, text: string): Promise<void> {
    const box = person.page.getByRole('textbox', { name: question });
    // A password box has no role of its own.
    const secret = person.page.locator(`input[type=password][aria-label="${question}"]`);
    await secret.or(box).waitFor();
    await secret.fill(text);
    await secret.press('Enter');
  }

  beforeAll(async () => {
    server = await startAppServer();
    [ann, bob] = await Promise.all(['ann', 'bob'].map(open));
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  it('opens with a password, which is asked for where nobody reads it', async () => {
    await ann.type('room create den --password --limit 4');
    await answer(ann, 'a password for den:', PASSWORD);
    await ann.waitForStatus(/in room den \(1\)/);
    await bob.type('join den');
    await answer(bob, 'password of den:', 'something else');
    await bob.waitForChat(/that was not it/);
    await bob.type('join den');
    await answer(bob, 'password of den:', PASSWORD);
    await bob.waitForStatus(/in room den \(2\)/);
  });

  it('is found when its name was mistyped, and no password is asked for then', async () => {
    await bob.type('/leave');
    await bob.waitForStatus(/no call/);
    await bob.type('join dem');
    await bob.waitForChat('Did you mean den? If not, join --password dem asks for the password.');
    await bob.type('join den');
    await answer(bob, 'password of den:', PASSWORD);
    await bob.waitForStatus(/in room den \(2\)/);
  });

  it('connects everybody who knows it, also after a reload and when its owner comes back', async () => {
    // Sound comes and goes.
    const connected = async (): Promise<void> => {
      for (const each of [ann, bob])
        await each.waitForStatus(/in room den \(2\).*↓[1-9]\d* ↑[1-9]/s);
    };
    await connected();
    await bob.page.reload();
    await bob.waitForStatus(/signed in as bob/);
    await bob.type('join den');
    await answer(bob, 'password of den:', PASSWORD);
    await connected();
    await ann.type('/leave');
    await ann.waitForStatus(/no call/);
    // Hers is kept, with what the password makes.
    await ann.type('join den');
    await connected();
    for (const each of [ann, bob]) expect(await each.statusText()).not.toContain('UNKNOWN');
  });

  it('leaves the password in no history, line or link', async () => {
    await bob.command.click();
    for (let step = 0; step < 6; step++) {
      await bob.press('ArrowUp');
      expect(await bob.command.inputValue()).not.toContain(PASSWORD);
    }
    await bob.command.fill('');
    await ann.type('/invite');
    const told = await ann.waitForChat(/\/room\/den/);
    expect(told).toContain(`${server.url}room/den#password=asked`);
    expect(told).toMatch(/webcrt:\/\/room\/den\?server=\S+&password=asked/);
    for (const person of [ann, bob]) {
      expect((await person.chatLines()).join('\n')).not.toContain(PASSWORD);
      expect(person.page.url()).not.toContain(PASSWORD);
    }
  });

  it('is shut by its owner, who says what it is about and puts people out', async () => {
    await ann.type('/topic what we have dug');
    await bob.type('/rooms');
    await bob.waitForChat(/den\s+2\/4.*password.*what we have dug/);
    await bob.type('/lock');
    await bob.waitForChat(/Only the owner/);
    await ann.type('/kick bob');
    await bob.waitForChat(/The owner has put you out of den/);
    await bob.waitForStatus(/no call/);
    await ann.type('/lock');
    await ann.waitForChat(/Nobody else gets in now/);
  });

  it('is filled in by a link, and entered by nobody but whoever presses Enter', async () => {
    await ann.type('/leave');
    await ann.type('room create shed');
    await ann.waitForStatus(/in room shed/);
    // Whoever made this link says that there is a password, and no server talks that away.
    await bob.page.goto(`${server.url}room/shed#password=asked&user=bob`);
    await bob.until('the line to be filled in', async () => {
      return (await bob.command.inputValue()) === 'join --password shed';
    });
    await bob.waitForStatus(/signed in as bob/);
    await bob.command.press('Enter');
    await bob.page.getByText('password of shed:').waitFor();
    await bob.page.keyboard.type(PASSWORD);
    await bob.page.keyboard.press('Enter');
    await bob.waitForChat(/the server says that it has none\. You did not go in/);
    await ann.waitForStatus(/in room shed \(1\)/);
    await bob.page.goto(`${server.url}room/shed#user=bob`);
    await bob.page.reload();
    await bob.until('the line to be filled in', async () => {
      return (await bob.command.inputValue()) === 'join shed';
    });
    // Whoever has no idea of commands is told what to do with that.
    await bob.page.getByText('Enter goes into the room', { exact: true }).waitFor();
    await bob.waitForStatus(/signed in as bob/);
    await ann.waitForStatus(/in room shed \(1\)/);
    await bob.command.press('Enter');
    await ann.waitForStatus(/in room shed \(2\)/);
    await ann.type('/room stop');
    await bob.waitForChat(/shed was ended by its owner/);
  });
});
