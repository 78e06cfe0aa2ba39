import { afterAll, beforeAll, describe, it } from 'vitest';
import { type MediaClient, openMediaClient } from '../../../src/alone/client/library';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { launchPerson, type Person } from '../../helpers/browser';
import { pageEnds } from '../../helpers/plain/page-end';
import { PlainClient } from '../../helpers/plain/plain-client';
import { seeEachOther } from '../../helpers/see-each-other';

/** Chromium makes them when it is asked; by itself it takes keys on a curve. */
describe('a page whose certificate has a key of RSA', () => {
  let server: AppServer;
  let bot: MediaClient;
  let person: Person;
  let page: PlainClient;

  beforeAll(async () => {
    server = await startAppServer({ gateways: [{ name: 'webrtc', room: null }] });
    bot = await openMediaClient({ server: server.url, name: 'bot' });
    person = await launchPerson();
    const ends = pageEnds(person.context, { isPolite: true, hasRsaKey: true });
    page = await PlainClient.signIn(server.url, 'page', ends);
  });

  afterAll(async () => {
    await page?.dispose();
    await bot?.close();
    await person?.close();
    await server?.close();
  });

  it('is called by a client without a browser, and calls it', async () => {
    const answered = page.answer('both');
    await bot.call('page');
    await answered;
    await seeEachOther(bot, page);
    const gone = new Promise<void>((resolve) => {
      bot.onGone(() => {
        resolve();
      });
    });
    bot.hangUp();
    await gone;
    bot.onCall((call) => {
      call.answer();
    });
    await page.call('bot', 'both');
    await seeEachOther(bot, page);
  });
});
