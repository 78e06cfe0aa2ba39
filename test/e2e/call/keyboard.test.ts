import { type Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

/** More than there are controls in the window. */
const MANY_TABS = 30;

describe('a newcomer with a keyboard alone', () => {
  let server: AppServer;
  let nia: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    nia = await AppDriver.open({ serverUrl: server.url, user: 'nia' });
    await nia.waitForStatus(/signed in as nia/);
  });

  afterEach(async () => {
    // Candidates, then help, then back to the box: nothing of one test is left for the next.
    for (let times = 0; times < 3; times++) await nia.press('Escape');
    await nia.command.fill('');
  });

  afterAll(async () => {
    await nia?.close();
    await server?.close();
  });

  const keys = (text: string): Promise<void> => nia.page.keyboard.type(text);
  const help = (): Locator => nia.page.getByRole('dialog', { name: 'help' });
  const ring = (): Locator =>
    nia.page.getByRole('alertdialog', { name: 'incoming call', exact: true });
  const hasFocus = (control: Locator): Promise<boolean> =>
    control.evaluate((node) => node === document.activeElement);
  const candidates = (): Promise<string[]> => nia.page.getByRole('option').allInnerTexts();

  async function linesWith(text: string): Promise<number> {
    return (await nia.chatLines()).filter((line) => line === text).length;
  }

  /** What the polite live regions beside the box say. */
  async function announced(): Promise<string> {
    const regions = nia.page.locator('.command [aria-live="polite"]');
    return (await regions.allTextContents()).join('');
  }

  /**
   * An input method's Enter as Safari tells it: the composition is over, and its key still unheard
   * of.
   */
  async function composeAndEnter(box: Locator): Promise<void> {
    await box.evaluate((input) => {
      const inside = { bubbles: true, cancelable: true };
      input.dispatchEvent(new CompositionEvent('compositionstart', inside));
      input.dispatchEvent(new CompositionEvent('compositionend', inside));
      input.dispatchEvent(
        new KeyboardEvent('keydown', { ...inside, key: 'Enter', keyCode: 229, isComposing: false }),
      );
    });
  }

  /** Presses a key until a control has the focus. */
  async function walkTo(control: Locator, key: string): Promise<void> {
    for (let presses = 0; presses < MANY_TABS && !(await hasFocus(control)); presses++) {
      await nia.press(key);
    }
    expect(await hasFocus(control)).toBe(true);
  }

  it('types at once, without looking for a box', async () => {
    await keys('whoami');
    await nia.press('Enter');
    await nia.waitForChat(/You are nia/);
  });

  it('ends a composition with Enter, in the order of Safari, before a line is sent', async () => {
    await keys('whoami');
    const lines = await nia.chatLines();
    await composeAndEnter(nia.command);
    expect(await nia.command.inputValue()).toBe('whoami');
    expect(await nia.chatLines()).toEqual(lines);
  });

  it('writes Hebrew from the right, and completes it', async () => {
    await keys('contact add דנה');
    await nia.press('Enter');
    await nia.waitForChat(/דנה/);
    const direction = (): Promise<string> =>
      nia.command.evaluate((box) => getComputedStyle(box).direction);
    await keys('msg דנ');
    expect(await direction()).toBe('ltr');
    await nia.press('Tab');
    expect(await nia.command.inputValue()).toBe('msg דנה ');
    await keys('שלום');
    expect(await nia.command.inputValue()).toBe('msg דנה שלום');
    await nia.command.fill('שלום');
    expect(await direction()).toBe('rtl');
  });

  it('completes with Tab: first what all share, then one after the other', async () => {
    await keys('ro');
    await nia.press('Tab');
    expect(await nia.command.inputValue()).toBe('room');
    expect(await candidates()).toEqual(['room', 'rooms']);
    expect(await announced()).toBe('2 matches: room, rooms');
    await nia.press('Tab');
    await nia.press('Tab');
    expect(await nia.command.inputValue()).toBe('rooms');
    expect(await announced()).toBe('2 of 2: rooms');
    await nia.press('Shift+Tab');
    expect(await announced()).toBe('1 of 2: room');
    expect(await hasFocus(nia.command)).toBe(true);
  });

  it('gets back what was typed with Esc, which does nothing else then', async () => {
    await nia.press('F1');
    await keys('ca');
    await nia.press('Tab');
    await nia.press('Tab');
    expect(await nia.command.inputValue()).toBe('camera');
    await nia.press('Escape');
    expect(await nia.command.inputValue()).toBe('ca');
    expect(await candidates()).toEqual([]);
    expect(await help().isVisible()).toBe(true);
    await nia.press('Escape');
    expect(await help().isVisible()).toBe(false);
    expect(await nia.command.inputValue()).toBe('ca');
    expect(await hasFocus(nia.command)).toBe(true);
  });

  it('is told when there is nothing to complete', async () => {
    await keys('zzz');
    await nia.press('Tab');
    expect(await announced()).toBe('nothing to complete');
  });

  it('finds earlier lines with Up, and the one begun with Down', async () => {
    await keys('whoami');
    await nia.press('Enter');
    await keys('lookup');
    await nia.press('Enter');
    await keys('begun');
    await nia.press('ArrowUp');
    expect(await nia.command.inputValue()).toBe('lookup');
    await nia.press('ArrowUp');
    expect(await nia.command.inputValue()).toBe('whoami');
    await nia.press('ArrowDown');
    await nia.press('ArrowDown');
    expect(await nia.command.inputValue()).toBe('begun');
  });

  it.each(['F1', 'Escape'])('reads help and closes it with %s', async (key) => {
    await nia.press('F1');
    await help().waitFor();
    expect(await hasFocus(help().locator('pre'))).toBe(true);
    await nia.press(key);
    await help().waitFor({ state: 'hidden' });
    expect(await hasFocus(nia.command)).toBe(true);
  });

  it('scrolls help with Space', async () => {
    await nia.press('F1');
    await nia.press(' ');
    await nia.until('help to scroll', () =>
      help()
        .locator('pre')
        .evaluate((text) => text.scrollTop > 0),
    );
    expect(await nia.command.inputValue()).toBe('');
  });

  it('types over help, which stays until the line is entered', async () => {
    await nia.press('F1');
    await help().waitFor();
    await keys('call echo');
    expect(await nia.command.inputValue()).toBe('call echo');
    expect(await help().isVisible()).toBe(true);
    await nia.press('Enter');
    await help().waitFor({ state: 'hidden' });
    await nia.waitForStatus(/in call with echo/);
  });

  it('hears what others see of the call, each thing once', async () => {
    await nia.waitForChat('You are connected to echo.');
    expect(await nia.command.getAttribute('placeholder')).toBe('message echo, or /command');
    await nia.press('Alt+m');
    await nia.waitForChat('Your microphone is muted.');
    await keys('/mute off');
    await nia.press('Enter');
    await nia.waitForChat('Your microphone is on.');
    await keys('/style just-ascii');
    await nia.press('Enter');
    await nia.waitForChat('The style is just-ascii.');
    await nia.press('Alt+h');
    await nia.waitForChat(/The call with echo is over/);
    for (const line of [
      'You are connected to echo.',
      'Your microphone is muted.',
      'Your microphone is on.',
      'The style is just-ascii.',
    ]) {
      expect(await linesWith(line), line).toBe(1);
    }
    expect(await nia.command.getAttribute('placeholder')).toBe('type a command: call echo, help');
  });

  it('has the zoom of the browser, and finer pictures with Alt', async () => {
    const isTaken = async (press: string): Promise<boolean> => {
      const taken = nia.page.evaluate(
        () =>
          new Promise<boolean>((resolve) => {
            const listen = (event: KeyboardEvent): void => {
              if (event.key === 'Control' || event.key === 'Alt') return;
              window.removeEventListener('keydown', listen);
              resolve(event.defaultPrevented);
            };
            window.addEventListener('keydown', listen);
          }),
      );
      await nia.press(press);
      return taken;
    };
    expect(await isTaken('Control+=')).toBe(false);
    expect(await isTaken('Control+-')).toBe(false);
    expect(await isTaken('Control+0')).toBe(false);
    expect(await isTaken('Alt+=')).toBe(true);
    expect(await isTaken('Alt+-')).toBe(true);
  });

  it('reaches the chat with Tab, and comes back round', async () => {
    await walkTo(nia.chat, 'Tab');
    await nia.press('Tab');
    await walkTo(nia.command, 'Tab');
  });

  it('leaves a line that was begun with Shift+Tab', async () => {
    await keys('begun');
    await walkTo(nia.chat, 'Shift+Tab');
    await nia.press('Escape');
    expect(await nia.command.inputValue()).toBe('begun');
    expect(await hasFocus(nia.command)).toBe(true);
  });

  describe('who is called', () => {
    let bob: AppDriver;

    beforeAll(async () => {
      bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', camera: 'none' });
      await bob.waitForStatus(/signed in as bob/);
    });

    afterAll(async () => {
      await bob?.close();
    });

    /** As a screen reader has it. */
    async function descriptionOfRing(): Promise<unknown> {
      const devTools = await nia.page.context().newCDPSession(nia.page);
      const { nodes } = await devTools.send('Accessibility.getFullAXTree');
      await devTools.detach();
      return nodes.find(({ role }) => role?.value === 'alertdialog')?.description?.value;
    }

    it('is told by whom, and goes on writing', async () => {
      await keys('beg');
      await bob.type('call nia');
      await ring().waitFor();
      await keys('un');
      expect(await nia.command.inputValue()).toBe('begun');
      expect(await descriptionOfRing()).toMatch(/^bob·[0-9A-F]{4} is calling you$/);
      await nia.waitForChat('bob is calling you. Type answer, or decline.');
      await bob.waitForChat('Ringing at nia ...');
    });

    it('sees the bell also where nothing may blink', async () => {
      await nia.page.emulateMedia({ reducedMotion: 'reduce' });
      const bell = await ring()
        .locator('.caller')
        .evaluate((caller) => {
          const { content, animationName } = getComputedStyle(caller, '::before');
          return { content, animationName };
        });
      expect(bell.content).toContain('☎');
      expect(bell.animationName).toBe('none');
      await nia.page.emulateMedia({ reducedMotion: null });
    });

    it('has the focus back when the caller gives up', async () => {
      await keys('begun');
      await walkTo(ring().getByRole('button', { name: 'Decline' }), 'Shift+Tab');
      await bob.press('Alt+h');
      await ring().waitFor({ state: 'hidden' });
      // Where it came from: the chat lies between the box and the buttons.
      expect(await hasFocus(nia.chat)).toBe(true);
    });

    it('answers with the button, and is back at the command line', async () => {
      await bob.type('call nia');
      await ring().waitFor();
      await walkTo(ring().getByRole('button', { name: 'Accept' }), 'Tab');
      await nia.press('Enter');
      await nia.waitForStatus(/in call with bob/);
      expect(await hasFocus(nia.command)).toBe(true);
      await nia.waitForChat('You are connected to bob.');
      await nia.waitForChat('bob has no camera on.');
    });

    it('sees the lines that are pasted or begun with Shift+Enter, and sends them as they are', async () => {
      const rows = (): Promise<number> =>
        nia.command.evaluate((box) =>
          Math.round(box.clientHeight / Number.parseFloat(getComputedStyle(box).lineHeight)),
        );
      expect(await rows()).toBe(1);
      await nia.page.keyboard.insertText('quit\n  smoking');
      await nia.press('Shift+Enter');
      await keys('today');
      expect(await nia.command.inputValue()).toBe('quit\n  smoking\ntoday');
      expect(await rows()).toBe(3);
      await nia.press('Enter');
      await bob.waitForChat(/nia to you: quit\n {2}smoking\ntoday$/);
      expect(await rows()).toBe(1);
      // Up goes to the earlier text, then through its lines, then to what was before it.
      await nia.press('ArrowUp');
      for (let lines = 0; lines < 2; lines++) {
        expect(await nia.command.inputValue()).toBe('quit\n  smoking\ntoday');
        await nia.press('ArrowUp');
      }
      await nia.press('ArrowUp');
      expect(await nia.command.inputValue()).not.toContain('smoking');
      await nia.press('Alt+h');
      await bob.waitForStatus(/no call/);
    });
  });
});
