import type { Page } from 'playwright-core';

/** What the page heard from the main process, as `[what, value]`, oldest first. */
export type Heard = readonly (readonly [string, unknown])[];

declare global {
  interface Window {
    heard?: [string, unknown][];
    stopHearing?: () => void;
  }
}

/** Subscribes the bare page, afresh, to everything that the main process tells unasked. */
export async function listenInPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.stopHearing?.();
    const api = window.webcrt!;
    const heard: [string, unknown][] = [];
    window.heard = heard;
    const keep = (what: string) => (value: unknown) => void heard.push([what, value]);
    const undos = [
      api.signalling.onState(keep('state')),
      api.signalling.onPush(keep('push')),
      api.settings.onChange(keep('settings')),
      api.onRingDecision(keep('decision')),
      api.onPresenceChosen(keep('presence')),
      api.onAutoAnswerChosen(keep('auto-answer')),
      api.onVisibility(keep('visible')),
      api.onPowerChange(keep('power')),
      api.onRoomLink(keep('room')),
      api.onNotice(keep('notice')),
      api.onControl(keep('control')),
      api.onTalkToggle(() => void heard.push(['talk', null])),
      api.onQuitRequested(() => void heard.push(['quit', null])),
    ];
    window.stopHearing = () => {
      for (const undo of undos) undo();
    };
  });
}

export async function heardInPage(page: Page, what: string): Promise<unknown[]> {
  const heard = await page.evaluate(() => window.heard ?? []);
  return heard.filter(([name]) => name === what).map(([, value]) => value);
}

/** Waits until the page has heard `what` so often; resolves to all of it. */
export async function untilHeard(page: Page, what: string, count = 1): Promise<unknown[]> {
  await page.waitForFunction(
    ([name, wanted]) =>
      (window.heard ?? []).filter(([heardName]) => heardName === name).length >= wanted,
    [what, count] as const,
    { timeout: 0 },
  );
  return heardInPage(page, what);
}
