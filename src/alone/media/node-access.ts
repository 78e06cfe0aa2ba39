import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type {
  Device,
  DeviceKind,
  DisplayAccess,
  MediaAccess,
} from '../../renderer/media/device-access';
import type { PictureSize } from '../../renderer/media/media-constraints';
import type { AloneOptions } from '../alone-ports';
import { asBrowserTrack } from './node-track';
import { openCamera } from './open-camera';
import { openMicrophone } from './open-microphone';

/** More than that no terminal shows. */
const USUAL: PictureSize = { widthPx: 320, heightPx: 240 };

/** The camera and the microphone that the command line names. */
export class NodeAccess implements MediaAccess, DisplayAccess, Disposable {
  private readonly changes = new Emitter<void>();
  readonly onDevicesChanged = this.changes.event;

  constructor(private readonly options: Pick<AloneOptions, 'camera' | 'microphone'>) {}

  async openTrack(kind: DeviceKind): Promise<MediaStreamTrack> {
    const { camera, microphone } = this.options;
    const track = kind === 'camera' ? openCamera(camera, USUAL) : openMicrophone(microphone);
    return asBrowserTrack(await track);
  }

  openDisplay(): Promise<MediaStream> {
    return Promise.reject(new DOMException('No screens here', 'NotFoundError'));
  }

  listDevices(): Promise<readonly Device[]> {
    const { camera, microphone } = this.options;
    const devices: Device[] = [];
    if (camera.kind === 'test-card') devices.push(device('camera', 'test card'));
    else if ('path' in camera) devices.push(device('camera', camera.path));
    if (microphone.kind === 'system') devices.push(device('microphone', 'system'));
    else if (microphone.kind === 'file') devices.push(device('microphone', microphone.path));
    return Promise.resolve(devices);
  }

  dispose(): void {
    this.changes.dispose();
  }
}

function device(kind: DeviceKind, label: string): Device {
  return { kind, id: label, groupId: '', label };
}
