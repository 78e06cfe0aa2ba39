import { it } from 'vitest';
import { RtcpoolGateway } from '../../../../src/server/gateways/rtcpool/rtcpool-gateway';
import { rtcpoolMessageSchema } from '../../../../src/server/gateways/rtcpool/rtcpool-messages';
import { CRYPTO_RANDOM } from '../../../../src/server/random';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { fuzzGateway, INPUT_COUNT } from './gateway-fuzz';

it('messages of chance at the gateway for rtcpool harm nobody', { timeout: FUZZ_TIMEOUT_MS }, () =>
  fuzzGateway(fuzzRun('gateway rtcpool', INPUT_COUNT), {
    name: 'rtcpool',
    schema: rtcpoolMessageSchema,
    create: () => new RtcpoolGateway(CRYPTO_RANDOM),
    pathOf: (name) => `/rtcpool/${name}`,
    greetings: () => [{ type: 'rtc:join', data: { pool: 'studio' } }],
    honest: (to) => ({ type: 'rtc:candidate', data: { for: to, candidate: null } }),
    addressOf: (id) => [id],
  }),
);
