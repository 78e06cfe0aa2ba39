import { afterEach, describe, it } from 'vitest';
import { type MediaClient, openMediaClient } from '../../../src/alone/client/library';
import { AiortcClient, whyNoAiortc } from '../../helpers/plain/aiortc-client';
import { seeEachOther } from '../../helpers/see-each-other';
import { type ServerUnderTest, startServer } from '../server/helpers/start-server';

// A client without a browser, and an end that has neither our code, nor werift's, nor a browser's.

let server: ServerUnderTest;
let bot: MediaClient;
/** It sends back what it gets. */
let robot: AiortcClient;

afterEach(async () => {
  await robot?.dispose();
  await bot?.close();
  await server?.close();
});

async function signIn(keys: 'ecdsa' | 'rsa'): Promise<void> {
  server = await startServer({ gateways: [{ name: 'webrtc', room: null }] });
  bot = await openMediaClient({ server: server.url, name: 'bot' });
  robot = await AiortcClient.signIn(server.url, 'robot', keys);
}

// Whoever calls is the server of DTLS, and proves itself otherwise than its client.
describe.skipIf(whyNoAiortc() !== null)('somebody on aiortc', () => {
  it.each(['ecdsa', 'rsa'] as const)('is called, with a key of %s', async (keys) => {
    await signIn(keys);
    const answered = robot.answer('both');
    await bot.call('robot');
    await answered;
    await seeEachOther(bot, robot);
  });

  it.each(['ecdsa', 'rsa'] as const)('calls, with a key of %s', async (keys) => {
    await signIn(keys);
    bot.onCall((call) => {
      call.answer();
    });
    await robot.call('bot', 'both');
    await seeEachOther(bot, robot);
  });
});
