import { it } from 'vitest';
import { FlitterGateway } from '../../../../src/server/gateways/flitter/flitter-gateway';
import { flitterMessageSchema } from '../../../../src/server/gateways/flitter/flitter-messages';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { fuzzGateway, INPUT_COUNT } from './gateway-fuzz';

it('messages of chance at the gateway for flitter harm nobody', { timeout: FUZZ_TIMEOUT_MS }, () =>
  fuzzGateway(fuzzRun('gateway flitter', INPUT_COUNT), {
    name: 'flitter',
    schema: flitterMessageSchema,
    create: (clock) => new FlitterGateway(['studio'], clock),
    pathOf: () => '/flitter',
    greetings: (name) => [{ type: 'join', id: name, room: 'studio' }],
    honest: (to) => ({ type: 'finished', to }),
  }),
);
