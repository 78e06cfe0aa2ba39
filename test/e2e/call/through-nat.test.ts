import type { ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { IS_ELECTRON } from '../../helpers/app-window';
import { HOMES, NatNetwork, SERVER_ADDRESS } from '../../helpers/nat-network';
import { namespacesFault } from '../../helpers/network-namespace';
import { heardSdp, pathsInUse } from '../../helpers/page-probes';

const SERVER_FILE = fileURLToPath(new URL('../../../out/server/cli.js', import.meta.url));
const STUN_PORT = 3479;
const SECRET = 'open-sesame-open-sesame';
const TURN_URL = `turn:${SERVER_ADDRESS}`;
const ORIGIN = `http://${SERVER_ADDRESS}:8080`;
/** So soon somebody has to know why there is no call ... */
const SENTENCE_MS = 10_000;
/** ... unless on this machine, as it is now, even calls that come about take about as long. */
const CALLS = 3;

const fault = IS_ELECTRON ? 'a browser is moved there, not the app' : namespacesFault();
if (fault !== null) console.warn(`Calls through routers are not tried: no namespaces, ${fault}.`);

/** Two people in two homes, behind real routers of Linux, with a real coturn in between. */
describe.skipIf(fault !== null)('two people behind routers', () => {
  let network: NatNetwork;
  let folder: string;
  let coturn: ChildProcess;
  /** A second place that STUN is asked at: one alone cannot tell what kind of NAT there is. */
  let stun: ChildProcess;
  let server: ChildProcess;
  let ann: AppDriver;
  let bob: AppDriver;
  /** From an answer over a relay to both pictures. */
  let callMs = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-nat-'));
    network = new NatNetwork();
    network.setNats('cone', 'cone');
    coturn = network.server.spawn(
      'turnserver',
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--realm', 'webcrt'],
      ...['--listening-ip', SERVER_ADDRESS, '--relay-ip', SERVER_ADDRESS],
      ...['--use-auth-secret', '--static-auth-secret', SECRET],
      // As docs/server.md has it: without, a packet to a home ends the whole session.
      ...['--denied-peer-ip', '10.0.0.0-10.255.255.255', '--no-multicast-peers'],
      ...['--userdb', join(folder, 'users'), '--pidfile', join(folder, 'pid')],
      ...['--log-file', join(folder, 'log'), '--simple-log'],
    );
    stun = network.server.spawn(
      'turnserver',
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--stun-only'],
      ...['--listening-ip', SERVER_ADDRESS, '--listening-port', String(STUN_PORT)],
      ...['--userdb', join(folder, 'stun-users'), '--pidfile', join(folder, 'stun-pid')],
      ...['--log-file', join(folder, 'stun-log'), '--simple-log'],
    );
    server = await startServer(SECRET);
    [ann, bob] = await AppDriver.openAll(
      ['ann', 'bob'].map((user, side) => ({
        serverUrl: `${ORIGIN}/`,
        user,
        namespace: network.homes[side],
        trustedOrigins: [ORIGIN],
      })),
    );
    for (const each of [ann, bob]) {
      await each.waitForStatus(/signed in as/);
      await each.type('config ice_servers none');
    }
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    for (const each of [server, coturn, stun]) if (each !== undefined) await stop(each);
    network?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    if (!(await ann.statusText()).includes('in call')) return;
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    await bob.waitForStatus(/no call/);
  });

  /** As whoever hosts it starts it. */
  async function startServer(secret: string): Promise<ChildProcess> {
    const file = join(folder, 'secret');
    writeFileSync(file, secret);
    const turn = [TURN_URL, `${TURN_URL}?transport=tcp`].flatMap((url) => ['--turn', url]);
    const where = ['--host', SERVER_ADDRESS, '--port', '8080', '--insecure'];
    const started = network.server.spawn(
      process.execPath,
      ...[SERVER_FILE, ...where, ...turn, '--turn-secret-file', file, '--data', folder],
    );
    await once(started.stdout!, 'data');
    return started;
  }

  async function stop(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }

  async function call(): Promise<void> {
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
  }

  async function seeEachOther(): Promise<void> {
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
  }

  /** What `doctor` says last, when it has looked at everything. */
  async function doctorSays(...lines: readonly RegExp[]): Promise<void> {
    const before = (await ann.chatLines()).length;
    await ann.type('/doctor');
    const said = async (): Promise<string> => (await ann.chatLines()).slice(before).join('\n');
    await ann.until('the end of doctor', async () => (await said()).includes('That is all.'));
    for (const line of lines) expect(await said()).toMatch(line);
  }

  it('hear from doctor what the router is, and whether a relay helps', async () => {
    await ann.type(`config ice_servers stun:${SERVER_ADDRESS}:${STUN_PORT}`);
    network.setNats('cone', 'cone');
    await doctorSays(
      /ok {3}network: a NAT that keeps one address for you/,
      /ok {3}turn:\S+: works: relays over UDP/,
      // On a busy machine what comes late is lost, too.
      /path over turn:\S+: \d+ ms there and back, \d+ % lost/,
    );
    network.setNats('symmetric', 'symmetric');
    await doctorSays(/- {4}network: a symmetric NAT\. Calls go over the TURN server/);
    network.setNats('udp-blocked', 'symmetric');
    await doctorSays(
      /MEND turn:[\d.]+: does not answer/,
      /ok {3}turn:\S+tcp: works: relays over TCP/,
      /- {4}network: UDP does not get out here\. Calls go over the TURN server by TCP/,
    );
    await ann.type('config ice_servers none');
  });

  it('who are no contacts meet over the relay, and learn no address but its', async () => {
    network.setNats('symmetric', 'symmetric');
    await call();
    const answeredAtMs = Date.now();
    await seeEachOther();
    callMs = Date.now() - answeredAtMs;
    for (const each of [ann, bob]) {
      expect(await pathsInUse(each.page)).toEqual([{ type: 'relay', relayProtocol: 'udp' }]);
      const heard = await heardSdp(each.page);
      expect(heard).toMatch(/ typ relay/);
      expect(heard).not.toMatch(/ typ (host|srflx|prflx)/);
      const named = heard.match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
      expect(named).not.toEqual(expect.arrayContaining([expect.stringMatching(HOMES)]));
    }
    expect((await ann.chatLines()).join('\n')).not.toContain('can learn your network address');
  });

  it('meet over TCP where one of the routers lets no UDP out', async () => {
    network.setNats('udp-blocked', 'symmetric');
    await call();
    await seeEachOther();
    expect(await pathsInUse(ann.page)).toEqual([{ type: 'relay', relayProtocol: 'tcp' }]);
  });

  it('who are contacts meet directly where the routers let them', async () => {
    network.setNats('cone', 'cone');
    await ann.type('contact add bob');
    await bob.type('contact add ann');
    await call();
    await seeEachOther();
    for (const each of [ann, bob]) {
      const [{ type }] = await pathsInUse(each.page);
      expect(type).toMatch(/^(srflx|prflx|host)$/);
    }
  });

  it('who are contacts meet over the relay where they cannot', async () => {
    network.setNats('symmetric', 'symmetric');
    await call();
    await seeEachOther();
    const ways = [...(await pathsInUse(ann.page)), ...(await pathsInUse(bob.page))];
    expect(ways.some(({ type }) => type === 'relay')).toBe(true);
  });

  it('who are no contacts meet all the same where the relay refuses them, and are told', async () => {
    network.setNats('cone', 'cone');
    await ann.type('contact remove bob');
    await bob.type('contact remove ann');
    await stop(server);
    server = await startServer('not-what-coturn-was-told');
    for (const each of [ann, bob]) await each.waitForStatus(/signed in as/);
    await call();
    await seeEachOther();
    await ann.waitForChat(/does not take what your server gave you for it/);
    await ann.waitForChat(/bob can learn your network address: they are no contact of yours/);
    expect((await pathsInUse(ann.page)).map(({ type }) => type)).not.toContain('relay');
  });

  it('hear soon of a relay that takes neither password, and get no call where all is hidden', async () => {
    const over = `${Math.floor(Date.now() / 1_000) - 60}:ann`;
    const password = createHmac('sha1', SECRET).update(over).digest('base64');
    await ann.type(`config ice_servers ${TURN_URL} ${over} ${password}`);
    await ann.type('config hide_address on');
    const toldBefore = (await ann.chatLines()).length;
    await call();
    const answeredAtMs = Date.now();
    const hears = (sentence: RegExp): Promise<void> =>
      ann.until(sentence.source, async () =>
        (await ann.chatLines()).slice(toldBefore).some((line) => sentence.test(line)),
      );
    await hears(/does not take your user name and password/);
    await hears(/does not take what your server gave you for it/);
    await hears(/Your address is hidden, and no TURN server relays you to bob/);
    expect(Date.now() - answeredAtMs).toBeLessThan(Math.max(SENTENCE_MS, CALLS * callMs));
    await doctorSays(/MEND .*wrong user name or password/, /MEND .*refuses what your server gave/);
    await ann.waitForStatus(/no call/);
    await bob.waitForStatus(/no call/);
  });
});
