import { describe, expect, it } from 'vitest';
import { Dispatcher } from '../../../../src/server/dispatcher';
import { ClivrtGateway } from '../../../../src/server/gateways/clivrt/clivrt-gateway';
import { clivrtMessageSchema } from '../../../../src/server/gateways/clivrt/clivrt-messages';
import { FlitterGateway } from '../../../../src/server/gateways/flitter/flitter-gateway';
import { flitterMessageSchema } from '../../../../src/server/gateways/flitter/flitter-messages';
import { GatewayClient } from '../../../../src/server/gateways/gateway-client';
import { createGatewayCounters } from '../../../../src/server/gateways/gateway-counters';
import { SignallingHub } from '../../../../src/server/hub';
import { CRYPTO_RANDOM } from '../../../../src/server/random';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';
import { FakeClock } from '../../../helpers/fake-clock';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { HeapBar } from '../../../helpers/heap-bar';
import { payloadOf, pick, randomPayload, seededRandom } from '../../../helpers/random-payload';

/** Of the long form. */
const INPUT_COUNT = 50_000;
const PASS_MS = 1_000;

const FLOWS = [
  ['clivrt', '/chat/eve', clivrtMessageSchema, () => new ClivrtGateway()],
  [
    'flitter',
    '/flitter',
    flitterMessageSchema,
    (clock: FakeClock) => new FlitterGateway(['studio'], clock),
  ],
] as const;

/** Names that are there, so that some of the nonsense reaches somebody. */
const NAMES = ['eve', 'bob', 'zoe', 'echo', 'BOB'];

/** A text of a client: nonsense, or nearly what the gateway's messages are like, cut or not. */
function randomText(random: () => number, schema: (typeof FLOWS)[number][2]): string {
  if (random() < 0.2) return JSON.stringify(randomPayload(random));
  const message = payloadOf(schema, random);
  if (typeof message !== 'object' || message === null) return JSON.stringify(message);
  const fields = message as Record<string, unknown>;
  for (const field of ['target', 'to', 'id']) {
    if (field in fields && random() < 0.8) fields[field] = pick(random, NAMES);
  }
  if ('room' in fields && random() < 0.8) fields.room = 'studio';
  if (random() < 0.1) fields[pick(random, ['from', 'name', '__proto__', 'type'])] = 'bob';
  const text = JSON.stringify(fields);
  return random() < 0.05 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

describe('messages of chance at a gateway', () => {
  it.each(FLOWS)(
    'leave the server as it was: %s',
    async (name, path, schema, createGateway) => {
      const title = `gateway ${name}`;
      const { numRuns, seed } = fuzzRun(title, INPUT_COUNT);
      const random = seededRandom(seed);
      const clock = new FakeClock();
      const hub = new SignallingHub({ logger: SILENT_LOGGER, clock, random: CRYPTO_RANDOM });
      const dispatcher = new Dispatcher(hub);
      const gateway = createGateway(clock);
      const counters = createGatewayCounters();
      const bar = new HeapBar(title, numRuns);
      const open = (to: string) => {
        let isOpen = true;
        const facts = {
          id: CRYPTO_RANDOM.id(),
          address: '192.0.2.1',
          addressKey: null,
          isGuest: false,
          host: undefined,
        };
        const transport = {
          send: (text: string) => {
            JSON.parse(text);
          },
          close: () => (isOpen = false),
        };
        const begin = gateway.open(to)!;
        const parts = { hub, dispatcher };
        const client = new GatewayClient(name, facts, parts, transport, counters, begin);
        return { client, isOpen: () => isOpen };
      };
      const bob = open(path.replace('eve', 'bob'));
      bob.client.receive(JSON.stringify({ type: 'join', id: 'bob', room: 'studio' }));
      let eve = open(path);
      for (let count = 0; count < numRuns; count += 1) {
        eve.client.receive(randomText(random, schema));
        // What is said to it comes a step later.
        await Promise.resolve();
        if (!eve.isOpen() || random() < 0.01) {
          eve.client.handleSocketClosed();
          eve = open(path);
        }
        if (count % 10 === 0) clock.pass(PASS_MS);
        if (!bob.isOpen()) throw new Error('somebody else was put out');
        bar.add();
      }
      bar.check();
      expect(hub.counters.internalErrors).toBe(0);
      expect(hub.people.isHeld('bob')).toBe(false);
      expect(counters.refused).toBeGreaterThan(0);
      hub.dispose();
    },
    FUZZ_TIMEOUT_MS,
  );
});
