import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NetworkHost } from '../../../../src/main/lan/network-host';
import { makeCertificate } from '../../../helpers/make-certificate';

let host: NetworkHost;
let port: number;
const guests: TLSSocket[] = [];

beforeEach(async () => {
  const { cert, key } = await makeCertificate();
  host = new NetworkHost({
    server: { url: 'ws://127.0.0.1:1', embedded: { accept: () => undefined } },
    interfaces: () => ({
      lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true, cidr: '127.0.0.1/8' }],
    }),
    wanted: () => ({ network: 'lo', port: 0 }),
    certificate: () => Promise.resolve({ cert, key, fingerprint: 'AA' }),
    logger: { log: () => undefined },
  });
  const { url } = await host.start();
  port = Number(/:(\d+)/.exec(url.replace('127.0.0.1', ''))?.[1]);
});
afterEach(async () => {
  for (const guest of guests.splice(0)) guest.destroy();
  await host.stop();
});

/** From an address of this machine's own. */
function come(localAddress: string): Promise<'let in' | 'cut'> {
  const options = { port, host: '127.0.0.1', localAddress, rejectUnauthorized: false };
  const guest = connect(options);
  guests.push(guest);
  guest.on('error', () => undefined);
  return new Promise((resolve) => {
    guest.once('close', () => {
      resolve('cut');
    });
    guest.once('secureConnect', () => {
      resolve('let in');
    });
  });
}

// Linux alone has all of 127.0.0.0/8.
it.runIf(process.platform === 'linux')(
  'keeps a place for others beside one machine that takes all it can',
  async () => {
    const ends = await Promise.all(Array.from({ length: 60 }, () => come('127.0.0.66')));
    expect(ends.filter((end) => end === 'let in')).toHaveLength(40);
    expect(await come('127.0.0.66')).toBe('cut');
    expect(await come('127.0.0.67')).toBe('let in');
    for (const guest of guests.splice(0)) guest.destroy();
    await expect.poll(() => come('127.0.0.66')).toBe('let in');
  },
);
