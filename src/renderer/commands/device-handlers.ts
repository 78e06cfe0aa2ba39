import type { DEVICE_COMMANDS } from '../../shared/commands/areas/device-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import {
  captureSize,
  type CameraLimits,
  captureSizeName,
  withinLimits,
} from '../../shared/config/capture-sizes';
import type { Settings } from '../../shared/config/settings';
import { choicePatch } from '../media/device-choice';
import type { Device } from '../media/device-access';
import type { ListedDevice } from '../media/device-list';
import { findDevice, TEST_PATTERN_NAME } from '../media/media-constraints';
import {
  CAMERA_IS_A_PATTERN,
  captureLessSentence,
  captureSentence,
  deviceChosenSentence,
  deviceList,
  noDeviceSentence,
  sizeWithPixels,
  systemDeviceSentence,
  talkSentence,
} from '../text/device-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface DeviceHandlerPorts extends NoticePort {
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  listDevices(): Promise<readonly ListedDevice[]>;
  /** Of the camera that is on; `null`: not known. */
  cameraLimits(): CameraLimits | null;
  openDevicesPanel(): void;
}

const DEFAULT = /^(default|none)$/i;

/** The commands of devices. */
export class DeviceHandlers {
  readonly all: Handlers<NamesOf<typeof DEVICE_COMMANDS>> = {
    ptt: async ({ mode }) => {
      if (mode !== null) await this.ports.updateSettings({ ptt: mode });
      this.say(talkSentence(this.ports.settings()));
    },
    devices: (command) => this.devices(command),
    resolution: ({ size }) => this.resolution(size),
  };

  constructor(private readonly ports: DeviceHandlerPorts) {}

  private async devices({ what, label }: CommandOf<'devices'>): Promise<void> {
    if (what === null) this.ports.openDevicesPanel();
    else if (what === 'list' || label === null) await this.list(what === 'list' ? null : what);
    else await this.choose(what, label);
  }

  private async list(kind: Device['kind'] | null): Promise<void> {
    const devices = await this.ports.listDevices();
    const listed = devices.filter((device) => kind === null || device.kind === kind);
    this.say(deviceList(listed, kind));
  }

  private async choose(kind: Device['kind'], label: string): Promise<void> {
    if (DEFAULT.test(label)) {
      await this.ports.updateSettings(choicePatch(kind, null));
      this.say(systemDeviceSentence(kind));
      return;
    }
    if (kind === 'camera' && label.toUpperCase() === TEST_PATTERN_NAME) {
      await this.ports.updateSettings({ webcam: TEST_PATTERN_NAME, webcam_id: null });
      this.say(CAMERA_IS_A_PATTERN);
      return;
    }
    const found = findDevice(await this.ports.listDevices(), kind, [label]);
    if (found === null) {
      this.say(noDeviceSentence(kind, label));
      return;
    }
    await this.ports.updateSettings(choicePatch(kind, found));
    this.say(deviceChosenSentence(kind, found.label));
  }

  private async resolution(wished: string | null): Promise<void> {
    const limits = this.ports.cameraLimits();
    if (wished === null) {
      const { video_size } = this.ports.settings();
      this.say(captureSentence(captureSizeName(video_size) ?? video_size, limits));
      return;
    }
    const size = withinLimits(wished, limits);
    const pixels = captureSize(size);
    await this.ports.updateSettings({ video_size: pixels });
    const told = sizeWithPixels(size, pixels);
    this.say(size === wished ? captureSentence(told, null) : captureLessSentence(wished, told));
  }

  private say(text: string): void {
    this.ports.notice(text, 'echo');
  }
}
