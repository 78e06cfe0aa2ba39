import { beforeEach, describe, expect, it } from 'vitest';
import { DeviceStays } from '../../../../src/renderer/call/device-stays';
import type { FoundStay } from '../../../../src/renderer/host/stay-storage';
import type { OwnCertificate } from '../../../../src/renderer/rtc/local-certificate';
import type { KeptStay } from '../../../../src/shared/call/kept-stay';

const STAY: KeptStay = {
  kind: 'call',
  callId: 'call-1',
  peer: 'bob',
  direction: 'outgoing',
  generation: 0,
  pin: null,
  key: null,
  via: null,
};

function certificateOf(page: string): RTCCertificate {
  return { page } as unknown as RTCCertificate;
}

const HERE = certificateOf('this one');
const THERE = certificateOf('the one that crashed');

describe('DeviceStays', () => {
  let account: { server: string | null; name: string | null };
  let certificate: OwnCertificate;
  let isCameraWanted: boolean;
  let left: FoundStay | null;
  let did: unknown[];
  let readCamera: () => boolean;
  let stays: DeviceStays;

  beforeEach(() => {
    account = { server: 'wss://here', name: 'ann' };
    certificate = { value: HERE };
    isCameraWanted = true;
    left = { stay: STAY, certificate: THERE, isCameraOn: false };
    did = [];
    stays = new DeviceStays({
      storage: {
        find: ({ server, name }) => (server === 'wss://here' && name === 'ann' ? left : null),
        keep: (who, stay, shown, isCameraOn) => {
          did.push(['keep', who, stay, shown]);
          readCamera = isCameraOn;
        },
        forget: () => did.push('forget'),
      },
      certificate,
      account,
      isCameraWanted: () => isCameraWanted,
      handleTakenUp: (stay, isCameraOn) => did.push(['taken up', stay, isCameraOn]),
    });
  });

  it('finds what a page left under the name that is signed in, and nothing before', () => {
    expect(stays.find()).toBe(STAY);
    account.name = 'bob';
    expect(stays.find()).toBeNull();
    account.name = null;
    expect(stays.find()).toBeNull();
    left = null;
    account.name = 'ann';
    expect(stays.find()).toBeNull();
  });

  it('shows the certificate of the page whose stay it takes up, and tells how its camera was', () => {
    stays.takeUp(STAY);
    expect(certificate.value).toBe(THERE);
    expect(did).toEqual([['taken up', STAY, false]]);
  });

  it('takes up nothing that is gone', () => {
    left = null;
    stays.takeUp(STAY);
    expect([certificate.value, did]).toEqual([HERE, []]);
  });

  it('keeps a stay under the name that is signed in, with the camera as it is at any time', () => {
    stays.keep(STAY);
    expect(did).toEqual([['keep', { server: 'wss://here', name: 'ann' }, STAY, HERE]]);
    expect(readCamera()).toBe(true);
    isCameraWanted = false;
    expect(readCamera()).toBe(false);
  });

  it('forgets it when it is over, and when nobody is signed in', () => {
    stays.keep(null);
    account.server = null;
    stays.keep(STAY);
    expect(did).toEqual(['forget', 'forget']);
  });

  it('keeps nothing where others would not know the next page again', () => {
    certificate.value = null;
    stays.keep(STAY);
    expect(did).toEqual([]);
  });
});
