import { beforeEach, describe, expect, it } from 'vitest';
import { StayStorage } from '../../../../src/renderer/host/stay-storage';
import { createMemoryStore } from '../../../../src/renderer/people/key-value-store';
import type { KeptStay } from '../../../../src/shared/call/kept-stay';
import { settle } from '../../../helpers/fake-clock';
import { fakeStorage } from './fake-storage';

const ANN = { server: 'wss://good.test', name: 'ann' };
const STAY: KeptStay = {
  kind: 'call',
  callId: 'call-0001',
  peer: 'bob',
  direction: 'outgoing',
  generation: 2,
  pin: 'AB:CD',
  key: null,
  via: null,
};

let world: {
  local: Storage;
  store: ReturnType<typeof createMemoryStore>;
  nowMs: () => number;
  every: (ms: number, task: () => void) => () => void;
};
let nowMs: number;
let refresh: (() => void) | null;

const certificate = { expires: 1e9, getFingerprints: () => [] } as unknown as RTCCertificate;
const isOn = (): boolean => true;

beforeEach(() => {
  nowMs = 0;
  refresh = null;
  world = {
    local: fakeStorage(),
    store: createMemoryStore(),
    nowMs: () => nowMs,
    every: (_ms, task) => {
      refresh = task;
      return () => {
        refresh = null;
      };
    },
  };
});

/** The page that comes next. */
async function open(): Promise<StayStorage> {
  const stays = new StayStorage(world);
  await stays.load();
  return stays;
}

async function keepOne(): Promise<StayStorage> {
  const stays = await open();
  stays.keep(ANN, STAY, certificate, isOn);
  await settle();
  return stays;
}

describe('where somebody is', () => {
  it('is found by the next page, with the certificate and the wish of the camera', async () => {
    const stays = await keepOne();
    stays.keep(ANN, { ...STAY, generation: 3 }, certificate, () => false);
    const found = (await open()).find({ ...ANN, name: 'Ann' });
    expect(found).toEqual({ stay: { ...STAY, generation: 3 }, certificate, isCameraOn: false });
  });

  it('is of one person and one server', async () => {
    await keepOne();
    const next = await open();
    expect(next.find({ ...ANN, name: 'bob' })).toBeNull();
    expect(next.find({ ...ANN, server: 'wss://evil.test' })).toBeNull();
  });

  it('is forgotten when they are there no more', async () => {
    (await keepOne()).forget();
    await settle();
    expect((await open()).find(ANN)).toBeNull();
    expect(Object.keys(world.local)).toEqual([]);
    expect(await world.store.get('certificates')).toEqual(new Map());
    expect(refresh).toBeNull();
  });

  it('is of no use when the page has been gone for longer than a server waits', async () => {
    await keepOne();
    nowMs = 600_000;
    refresh?.();
    nowMs += 60_000;
    expect((await open()).find(ANN)).not.toBeNull();
    nowMs += 6_000;
    expect((await open()).find(ANN)).toBeNull();
    expect(Object.keys(world.local)).toEqual([]);
  });

  it('is not taken up without the certificate, nor as something else', async () => {
    await keepOne();
    expect(new StayStorage(world).find(ANN)).toBeNull();
    await world.store.update('certificates', () => 'nonsense');
    expect((await open()).find(ANN)).toBeNull();
    await keepOne();
    const [key] = Object.keys(world.local);
    world.local.setItem(
      key,
      JSON.stringify({ savedAtMs: 0, isCameraOn: true, stay: { kind: 'x' } }),
    );
    expect((await open()).find(ANN)).toBeNull();
  });

  it('is nowhere where storage is blocked', async () => {
    const stays = new StayStorage({ ...world, local: null });
    await stays.load();
    stays.keep(ANN, STAY, certificate, isOn);
    expect(stays.find(ANN)).toBeNull();
  });
});
