import { describe, expect, it } from 'vitest';
import { Doctor, type DoctorPorts, stunUrls } from '../../../../src/renderer/doctor/doctor';
import type { Finding } from '../../../../src/renderer/doctor/finding';

const RELAY = { urls: 'turn:turn.example:3478', username: 'u', credential: 'c', isOwn: false };
const WORKS = { kind: 'works', gives: 'relay', transport: 'udp', tookMs: 12 } as const;

function doctorWith(change: Partial<DoctorPorts> = {}): Doctor {
  return new Doctor({
    camera: () => Promise.resolve({ kind: 'none' }),
    microphone: () => Promise.resolve({ kind: 'off', labels: ['Desk'] }),
    speaker: () => Promise.resolve({ labels: ['Box'], isBlocked: false }),
    server: () => Promise.resolve({ kind: 'signed-out' }),
    iceServers: () => Promise.resolve([RELAY]),
    testIceServer: () => Promise.resolve(WORKS),
    probeNat: () => Promise.resolve('independent'),
    probeRelay: () => Promise.resolve({ roundTripMs: 20, lossShare: 0 }),
    ...change,
  });
}

describe('the doctor', () => {
  it('looks from the devices outwards, and tells each finding', async () => {
    const told: Finding[] = [];
    const doctor = doctorWith();
    const all = await doctor.examine((finding) => told.push(finding));
    expect(told.map(({ topic }) => topic)).toEqual([
      'camera',
      'microphone',
      'speaker',
      'server',
      'ice-server',
      'nat',
      'path',
    ]);
    expect(all).toEqual(told);
    expect(doctor.latest).toEqual(told);
  });

  it('measures no path where nothing relays, and says so where there is nothing that would', async () => {
    const topics = async (change: Partial<DoctorPorts>) =>
      (await doctorWith(change).examine(() => undefined)).map(({ topic }) => topic).slice(4);
    expect(await topics({ iceServers: () => Promise.resolve([]) })).toEqual(['no-relay', 'nat']);
    const refused = { testIceServer: () => Promise.resolve({ kind: 'refused' } as const) };
    expect(await topics(refused)).toEqual(['ice-server', 'nat']);
  });

  it('looks once for two who ask at the same time', async () => {
    let looks = 0;
    const doctor = doctorWith({
      camera: () => {
        looks += 1;
        return Promise.resolve({ kind: 'none' });
      },
    });
    const both = [doctor.examine(() => undefined), doctor.examine(() => undefined)];
    expect(doctor.isBusy).toBe(true);
    await Promise.all(both);
    expect(doctor.isBusy).toBe(false);
    expect(looks).toBe(1);
  });
});

describe('stunUrls', () => {
  it('asks each place once that is reached by UDP, TURN servers as well', () => {
    const urls = [
      'stun:a.example',
      'turn:b.example:3479?transport=udp',
      'turn:b.example:3479',
      'turn:b.example:3479?transport=tcp',
      'turns:b.example',
      'stuns:c.example',
    ];
    expect(stunUrls(urls.map((each) => ({ urls: each })))).toEqual([
      'stun:a.example',
      'stun:b.example:3479',
    ]);
  });
});
