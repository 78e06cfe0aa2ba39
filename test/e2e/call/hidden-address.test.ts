import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { makeCertificate } from '../../helpers/make-certificate';
import { connectionPaths } from '../../helpers/page-probes';
import { startTurnServer, type TurnServer } from '../../helpers/turn-server';

describe('somebody who hides their address', () => {
  let folder: string;
  let server: AppServer;
  let turn: TurnServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webcrt-relay-'));
    const { cert, key } = await makeCertificate();
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key)]);
    const options = ['--allow-loopback-peers', '--cert', certFile, '--pkey', keyFile];
    [server, turn] = await Promise.all([startAppServer(), startTurnServer('fixed', options)]);
    [ann, bob] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann', trustedCertificates: [cert] },
      { serverUrl: server.url, user: 'bob' },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await bob.type('config ice_servers none');
    await ann.type('config hide_address on');
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await turn?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function call(): Promise<void> {
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
  }

  it('hears at once that nothing relays them by an account that is not one', async () => {
    await ann.type(`config ice_servers ${turn.url} ${turn.user} not-${turn.password}`);
    await call();
    await ann.waitForChat(/Your address is hidden, and no TURN server relays you to bob/);
    await ann.waitForStatus(/no call/);
    await bob.waitForStatus(/no call/);
  });

  it('is in a call over the relay, which is all that the other end learns', async () => {
    await ann.type(`config ice_servers ${turn.url} ${turn.user} ${turn.password}`);
    await call();
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
    const paths = await connectionPaths(ann.page);
    expect(paths.local).toEqual(['relay']);
    // What bob was told: each candidate of ann's that he has ever heard of.
    const told = await connectionPaths(bob.page);
    expect(told.remote.length).toBeGreaterThan(0);
    expect(new Set(told.remote)).toEqual(new Set(['relay']));
  });

  it('finds all in order with doctor, and has a report without an address', async () => {
    await ann.type('/doctor');
    await ann.waitForChat(/That is all\./);
    const lines = (await ann.chatLines()).join('\n');
    expect(lines).toMatch(/ok {3}camera: .*\d+x\d+/);
    expect(lines).toMatch(/ok {3}server: ws:\S+ answers in \d+ ms/);
    expect(lines).toMatch(/ok {3}turn:\S+: works: relays over UDP/);
    expect(lines).not.toMatch(/MEND/);
    const report = (await ann.savedBy('/doctor report')).toString('utf8');
    expect(report).toMatch(/turn \(server \d\): works: relays over UDP/);
    expect(report).not.toContain('127.0.0.1');
    await ann.waitForChat(/No address is in it/);
  });

  it('is in a call over TLS to a relay whose certificate is in order, and to no other', async () => {
    await ann.type('/hangup');
    for (const each of [ann, bob]) await each.waitForStatus(/no call/);
    const secure = turn.url.replace('turn:', 'turns:');
    await ann.type(`config ice_servers ${secure} ${turn.user} ${turn.password}`);
    await call();
    await ann.expectPicture('bob');
    expect((await connectionPaths(ann.page)).local).toEqual(['relay']);
    await ann.type('/doctor');
    await ann.waitForChat(/ok {3}turns:\S+: works: relays over TLS/);
    // Bob's browser asks the authorities, of which none signed that certificate.
    await bob.type(`/config ice_servers ${secure} ${turn.user} ${turn.password}`);
    await bob.type('/doctor');
    await bob.waitForChat(/MEND turns:\S+: does not answer over TLS: .*its certificate/);
  });
});
