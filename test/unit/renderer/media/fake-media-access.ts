import type { Device, DeviceKind, MediaAccess } from '../../../../src/renderer/media/device-access';
import { Emitter } from '../../../../src/shared/base/emitter';

/** A track without a device. `unplug` does what pulling the plug does. */
export class FakeTrack extends EventTarget implements MediaStreamTrack {
  readonly id = crypto.randomUUID();
  readonly muted = false;
  readonly kind: 'audio' | 'video';
  contentHint = '';
  enabled = true;
  readyState: MediaStreamTrackState = 'live';
  onended = null;
  onmute = null;
  onunmute = null;

  constructor(
    kind: DeviceKind,
    readonly label: string,
    /** `default X`: device X, under the id that Chromium has for the default one. */
    private readonly deviceId: string,
    readonly asked: MediaTrackConstraints = {},
  ) {
    super();
    this.kind = kind === 'camera' ? 'video' : 'audio';
  }

  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  stop(): void {
    this.readyState = 'ended';
  }

  getSettings(): MediaTrackSettings {
    const isAlias = this.deviceId.startsWith('default');
    const groupId = `${this.deviceId.replace('default ', '')}'s case`;
    return { deviceId: isAlias ? 'default' : this.deviceId, groupId };
  }

  applyConstraints(): Promise<void> {
    return Promise.resolve();
  }

  clone(): FakeTrack {
    throw new Error('Nobody clones tracks here');
  }

  getCapabilities(): MediaTrackCapabilities {
    return {};
  }

  getConstraints(): MediaTrackConstraints {
    return this.asked;
  }
}

interface Waiting {
  readonly settle: () => void;
}

/** A machine with the devices that a test plugs in. */
export class FakeMediaAccess implements MediaAccess {
  private readonly changeEmitter = new Emitter<void>();
  private readonly waiting: Waiting[] = [];
  readonly onDevicesChanged = this.changeEmitter.event;

  /** Every track that was ever given out. */
  readonly tracks: FakeTrack[] = [];
  devices: Device[] = [];
  /** Opening a device with this id (or, '*', any) throws this. */
  readonly errors = new Map<string, unknown>();
  /** Whether labels and ids are shown; a browser hides them until a device was allowed. */
  areLabelsHidden = false;
  /** While set, opening waits for `release`. */
  isSlow = false;
  opened = 0;

  get live(): readonly FakeTrack[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live');
  }

  plug(kind: Device['kind'], id: string, label = id): this {
    this.devices.push({ kind, id, groupId: `${id}'s case`, label });
    this.changeEmitter.fire();
    return this;
  }

  unplug(id: string): void {
    this.devices = this.devices.filter((device) => device.id !== id);
    for (const track of this.live) {
      if (track.getSettings().deviceId === id) track.unplug();
    }
    this.changeEmitter.fire();
  }

  /** Lets the openings go on that wait. */
  release(): void {
    for (const { settle } of this.waiting.splice(0)) settle();
  }

  async openTrack(kind: DeviceKind, constraints: MediaTrackConstraints): Promise<FakeTrack> {
    this.opened += 1;
    if (this.isSlow) await new Promise<void>((settle) => this.waiting.push({ settle }));
    const device = this.pick(kind, constraints);
    this.areLabelsHidden = false;
    const track = new FakeTrack(kind, device.label, device.id, constraints);
    this.tracks.push(track);
    return track;
  }

  listDevices(): Promise<readonly Device[]> {
    if (!this.areLabelsHidden) return Promise.resolve(this.devices);
    return Promise.resolve(this.devices.map((device) => ({ ...device, id: '', label: '' })));
  }

  private pick(kind: DeviceKind, { deviceId }: MediaTrackConstraints): Device {
    const id = typeof deviceId === 'object' && 'exact' in deviceId ? deviceId.exact : null;
    const usable = this.devices.filter((device) => {
      return device.kind === kind && (id !== null || !this.errors.has(device.id));
    });
    const device = id === null ? usable[0] : usable.find((each) => each.id === id);
    if (this.errors.has('*')) throw this.errors.get('*');
    if (device && this.errors.has(device.id)) throw this.errors.get(device.id);
    if (device) return device;
    // As Chromium does, for a device that is gone and for no device at all.
    const name = id === null ? 'NotFoundError' : 'OverconstrainedError';
    throw new DOMException('Requested device not found', name);
  }
}
