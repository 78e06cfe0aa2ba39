import { it } from 'vitest';
import { RtcChatGateway } from '../../../../src/server/gateways/rtc-chat/rtc-chat-gateway';
import { rtcChatMessageSchema } from '../../../../src/server/gateways/rtc-chat/rtc-chat-messages';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { fuzzGateway, INPUT_COUNT } from './gateway-fuzz';

it('messages of chance at the gateway for RTC-Chat harm nobody', { timeout: FUZZ_TIMEOUT_MS }, () =>
  fuzzGateway(fuzzRun('gateway rtc-chat', INPUT_COUNT), {
    name: 'rtc-chat',
    schema: rtcChatMessageSchema,
    create: () => new RtcChatGateway(),
    pathOf: () => '/room/studio/ws',
    greetings: (name) => [{ type: 'profile', data: { username: name } }],
    honest: (receiver) => ({ type: 'icecandidate', receiver, data: null }),
    addressOf: (id) => [`a${id}`, `z${id}`, `m${id}`, 'room', 'ground control'],
  }),
);
