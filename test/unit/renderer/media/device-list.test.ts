import { describe, expect, it } from 'vitest';
import { listDevices } from '../../../../src/renderer/media/device-list';
import { FakeMediaAccess, FakeTrack } from './fake-media-access';

describe('the list of devices', () => {
  it('marks what is in use', async () => {
    const access = new FakeMediaAccess().plug('camera', 'c1').plug('camera', 'c2');
    access.plug('speaker', 's1');
    const camera = new FakeTrack('camera', 'c2', 'c2');
    expect(await listDevices(access, { camera, microphone: null })).toMatchObject([
      { kind: 'camera', id: 'c1', label: 'c1', isCurrent: false },
      { kind: 'camera', id: 'c2', label: 'c2', isCurrent: true },
      { kind: 'speaker', id: 's1', label: 's1', isCurrent: false },
    ]);
  });

  it('marks the default microphone, which goes by another id', async () => {
    const access = new FakeMediaAccess().plug('microphone', 'm1').plug('microphone', 'm2');
    const microphone = new FakeTrack('microphone', 'm2', 'default m2');
    const devices = await listDevices(access, { camera: null, microphone });
    expect(devices.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  });

  it('numbers what the browser does not name yet', async () => {
    const access = new FakeMediaAccess().plug('camera', 'c1').plug('microphone', 'm1');
    access.plug('camera', 'c2').areLabelsHidden = true;
    const devices = await listDevices(access, { camera: null, microphone: null });
    expect(devices.map(({ label }) => label)).toEqual(['camera 1', 'microphone 1', 'camera 2']);
  });
});
