import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { readGatewayConversations, replayAtGateway } from './helpers/gateway-conversation';
import { type ServerUnderTest, startServer } from './helpers/start-server';

const PAGE = readFileSync(new URL('../../../docs/gateways.md', import.meta.url), 'utf8');
const CONVERSATIONS = readGatewayConversations(PAGE);

describe('a conversation of the page on gateways', () => {
  let server: ServerUnderTest;
  afterEach(() => server.close());

  it.each(CONVERSATIONS.map((lines, index) => [index + 1, lines] as const))(
    'goes as it is written: %i',
    async (_number, lines) => {
      server = await startServer({
        gateways: [
          { name: 'clivrt', room: null },
          { name: 'flitter', room: 'studio' },
          { name: 'rtcpool', room: null },
          { name: 'rtc-chat', room: null },
        ],
      });
      await replayAtGateway(lines, server, (actual, expected, what) => {
        expect(actual, what).toEqual(expected);
      });
    },
  );
});
