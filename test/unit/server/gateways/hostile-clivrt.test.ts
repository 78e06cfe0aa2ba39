import { it } from 'vitest';
import { ClivrtGateway } from '../../../../src/server/gateways/clivrt/clivrt-gateway';
import { clivrtMessageSchema } from '../../../../src/server/gateways/clivrt/clivrt-messages';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { fuzzGateway, INPUT_COUNT } from './gateway-fuzz';

it('messages of chance at the gateway for clivrt harm nobody', { timeout: FUZZ_TIMEOUT_MS }, () =>
  fuzzGateway(fuzzRun('gateway clivrt', INPUT_COUNT), {
    name: 'clivrt',
    schema: clivrtMessageSchema,
    create: () => new ClivrtGateway(),
    pathOf: (name) => `/chat/${name}`,
    greetings: () => [],
    honest: () => ({ type: 'message', text: 'hi' }),
  }),
);
