import { describe, expect, it } from 'vitest';
import { judgeNat, type NatFacts } from '../../../../src/renderer/rtc/nat-probe';

const at = (socket: string, mapped: string) => ({ socket, mapped });
const HERE = '10.0.0.2:5000';
const OUT = '192.0.2.1:6000';

describe('judgeNat', () => {
  it.each<[string, NatFacts, ReturnType<typeof judgeNat>]>([
    ['nobody was asked', { asked: 0, failed: 0, mapped: [] }, 'unknown'],
    ['nobody answered', { asked: 2, failed: 2, mapped: [] }, 'no-udp'],
    ['an answer named no address but this machine’s', { asked: 2, failed: 1, mapped: [] }, 'none'],
    ['one server answered', { asked: 2, failed: 1, mapped: [at(HERE, OUT)] }, 'some'],
    ['both saw the same', { asked: 2, failed: 0, mapped: [at(HERE, OUT)] }, 'independent'],
    [
      'each saw another port',
      { asked: 2, failed: 0, mapped: [at(HERE, OUT), at(HERE, '192.0.2.1:6001')] },
      'dependent',
    ],
    [
      'two sockets, each the same to all',
      { asked: 2, failed: 0, mapped: [at(HERE, OUT), at('10.0.0.2:5001', '192.0.2.1:6001')] },
      'independent',
    ],
  ])('when %s', (_when, facts, kind) => {
    expect(judgeNat(facts)).toBe(kind);
  });
});
