import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnDevices } from '../../../src/renderer/people/own-devices';
import { Roster } from '../../../src/renderer/chat/roster';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { SYSTEM_CLOCK } from '../../../src/shared/base/system-clock';
import { keyTag } from '../../../src/shared/identity/key-tag';
import { seedSigner } from '../../../src/shared/identity/seed-signer';
import type { Signer } from '../../../src/shared/identity/signer';
import { SignallingClient } from '../../../src/shared/signalling/signalling-client';
import { type ServerUnderTest, startServer } from '../server/helpers/start-server';

/** A device with a key, as the app is: what it knows of others it knows from the server. */
class Device {
  readonly client: SignallingClient;
  readonly roster = new Roster();
  readonly devices: OwnDevices;
  readonly lines: string[] = [];
  private name: string | null = null;

  constructor(
    private readonly server: string,
    readonly signer: Signer,
  ) {
    this.client = new SignallingClient({
      logger: SILENT_LOGGER,
      signer: () => Promise.resolve(signer),
    });
    this.devices = new OwnDevices({
      request: (name, payload) => this.client.request(name, payload),
      signer: () => signer,
      name: () => this.name,
      find: (name) => this.roster.find(name),
      clock: SYSTEM_CLOCK,
    });
    this.client.onPush((push) => {
      if (this.devices.takes(push)) return;
      this.roster.handlePush(push);
      if (push.name === 'chat:message') this.lines.push(push.payload.text);
    });
  }

  /** Why not; `null`: it is signed in. */
  async signIn(name: string): Promise<string | null> {
    const outcome = await this.client.signIn({
      server: this.server,
      name,
      presence: 'available',
    });
    if (!outcome.ok) return outcome.reason;
    this.name = outcome.name;
    this.roster.reset(outcome.people);
    return null;
  }

  async signOut(): Promise<void> {
    await this.client.signOut({ force: false });
  }
}

let server: ServerUnderTest;
let desk: Device;
let laptop: Device;

beforeEach(async () => {
  server = await startServer();
  const url = server.url.replace(/^http/, 'ws');
  desk = new Device(url, seedSigner(new Uint8Array(32).fill(1)));
  laptop = new Device(url, seedSigner(new Uint8Array(32).fill(2)));
  expect(await desk.signIn('Ann')).toBeNull();
  expect(await laptop.signIn('AnonAda')).toBeNull();
});
afterEach(async () => {
  desk.client.dispose();
  laptop.client.dispose();
  await server.close();
});

async function link(): Promise<void> {
  const code = await laptop.devices.ask('ann');
  if (!code.ok) throw new Error(code.error);
  await expect.poll(() => desk.devices.link(code.value)).toMatchObject({ ok: true });
}

describe('two devices of one person', () => {
  it('have one name, once the code of the new one was typed on the other', async () => {
    await desk.signOut();
    expect(await laptop.signIn('Ann')).toBe('name-claimed');
    expect(await desk.signIn('Ann')).toBeNull();
    expect(await laptop.signIn('AnonAda')).toBeNull();
    await link();
    expect(desk.lines).toEqual([]);
    const listed = await desk.devices.list();
    expect(listed.ok && listed.value.map(({ key }) => key)).toEqual([
      desk.signer.publicKey,
      laptop.signer.publicKey,
    ]);
    await desk.signOut();
    expect(await laptop.signIn('Ann')).toBeNull();
  });

  it('are one again when the other is removed', async () => {
    await link();
    const removed = await desk.devices.remove(keyTag(laptop.signer.publicKey));
    expect(removed).toEqual({ ok: true, value: laptop.signer.publicKey });
    await desk.signOut();
    expect(await laptop.signIn('Ann')).toBe('name-claimed');
  });

  it('are not made by somebody who guesses a code, or has another', async () => {
    await laptop.devices.ask('ann');
    const guess = await desk.devices.link('0000-0000-0000');
    expect(guess).toEqual({ ok: false, error: 'no-offer' });
  });
});
