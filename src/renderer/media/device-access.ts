import { Emitter, type Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';

// The only file that touches navigator.mediaDevices.

export type DeviceKind = 'camera' | 'microphone';

export interface Device {
  readonly kind: DeviceKind | 'speaker';
  readonly id: string;
  /** The same for a microphone and a loudspeaker in one case; '' where that is not known. */
  readonly groupId: string;
  /** Empty until the page was allowed to use a device of this kind. */
  readonly label: string;
}

/** What this machine has to record with; the rest of the program, and its tests, know no more. */
export interface MediaAccess {
  /**
   * Starts a device.
   * @throws what getUserMedia throws; `mediaFailure` tells what it means.
   */
  openTrack(kind: DeviceKind, constraints: MediaTrackConstraints): Promise<MediaStreamTrack>;
  /** What is plugged in; nothing where the page may not know. */
  listDevices(): Promise<readonly Device[]>;
  /** Something was plugged in or out. */
  readonly onDevicesChanged: Event<void>;
}

/** The screens, windows and tabs of this machine, as far as the user shows them. */
export interface DisplayAccess {
  /**
   * Has the user choose one, with the browser's own means or the app's.
   * @throws what getDisplayMedia throws; NotAllowedError also when the user thought better of it.
   */
  openDisplay(options: DisplayMediaStreamOptions): Promise<MediaStream>;
}

/** Under these ids Chromium lists the default audio devices a second time, and opens them. */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications']);

const KINDS: Readonly<Record<MediaDeviceKind, Device['kind']>> = {
  videoinput: 'camera',
  audioinput: 'microphone',
  audiooutput: 'speaker',
};

/** Whether `track` comes from `device`. */
export function isTrackOf(track: MediaStreamTrack, device: Device): boolean {
  const { deviceId, groupId } = track.getSettings();
  if (deviceId === undefined || deviceId === '') return false;
  if (deviceId === device.id) return true;
  return ALIASES.has(deviceId) && groupId === device.groupId;
}

/** The devices without those that are there under another id, too. */
export function withoutAliases(devices: readonly Device[]): readonly Device[] {
  const proper = devices.filter(({ id }) => !ALIASES.has(id));
  return devices.filter((device) => {
    const isSame = (other: Device): boolean =>
      other.kind === device.kind && other.groupId === device.groupId;
    return !ALIASES.has(device.id) || !proper.some(isSame);
  });
}

/** Pages that are not from https, the app itself or this machine have no media devices at all. */
function findMediaDevices(): MediaDevices | undefined {
  const { mediaDevices }: { mediaDevices?: MediaDevices } = navigator;
  return mediaDevices;
}

function insecurePage(): DOMException {
  return new DOMException('Cameras and microphones need a secure page', 'SecurityError');
}

class BrowserMediaAccess implements MediaAccess, DisplayAccess, Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<void>());
  private readonly devices = findMediaDevices();

  readonly onDevicesChanged = this.changeEmitter.event;

  constructor() {
    const handleChange = (): void => {
      this.changeEmitter.fire();
    };
    this.devices?.addEventListener('devicechange', handleChange);
    this.store.defer(() => this.devices?.removeEventListener('devicechange', handleChange));
  }

  async openTrack(kind: DeviceKind, constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
    if (!this.devices) throw insecurePage();
    const stream = await this.devices.getUserMedia(
      kind === 'camera' ? { video: constraints } : { audio: constraints },
    );
    const track = stream.getTracks().at(0);
    if (!track) throw new DOMException('The device gave no track', 'NotFoundError');
    return track;
  }

  async openDisplay(options: DisplayMediaStreamOptions): Promise<MediaStream> {
    if (!this.devices) throw insecurePage();
    // Browsers of phones have devices, but no screens to show.
    if (!('getDisplayMedia' in this.devices)) {
      throw new DOMException('No screens here', 'NotFoundError');
    }
    return this.devices.getDisplayMedia(options);
  }

  async listDevices(): Promise<readonly Device[]> {
    const infos = (await this.devices?.enumerateDevices()) ?? [];
    const devices = infos.map(({ kind, deviceId, groupId, label }) => {
      return { kind: KINDS[kind], id: deviceId, groupId, label };
    });
    return withoutAliases(devices);
  }

  dispose(): void {
    this.store.dispose();
  }
}

/** The devices of the browser. */
export function createMediaAccess(): MediaAccess & DisplayAccess & Disposable {
  return new BrowserMediaAccess();
}
