import type { DEVICE_COMMANDS } from '../../shared/commands/areas/device-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import {
  captureSize,
  type CameraLimits,
  captureSizeName,
  withinLimits,
} from '../../shared/config/capture-sizes';
import type { Settings } from '../../shared/config/settings';
import { sanitiseLine } from '../../shared/text/sanitise';
import { choicePatch } from '../media/device-choice';
import type { Device } from '../media/device-access';
import type { ListedDevice } from '../media/device-list';
import { findDevice, TEST_PATTERN_NAME } from '../media/media-constraints';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface DeviceHandlerPorts extends NoticePort {
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  listDevices(): Promise<readonly ListedDevice[]>;
  /** Of the camera that is on; `null`: not known. */
  cameraLimits(): CameraLimits | null;
  openDevicesPanel(): void;
}

/** Of a device: its maker chose the label, not we. */
const MAX_LABEL_GRAPHEMES = 60;
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
    const lines = devices
      .filter((device) => kind === null || device.kind === kind)
      .map(
        ({ kind: what, label, isCurrent }) => `  ${isCurrent ? '*' : ' '} ${what}: ${clean(label)}`,
      );
    this.say(
      lines.length === 0
        ? `There is no ${kind ?? 'camera, microphone or speaker'} that this app may see.`
        : ['Devices (* in use; choose one with devices camera LABEL):', ...lines].join('\n'),
    );
  }

  private async choose(kind: Device['kind'], label: string): Promise<void> {
    if (DEFAULT.test(label)) {
      await this.ports.updateSettings(choicePatch(kind, null));
      this.say(`The ${kind} is the system's.`);
      return;
    }
    if (kind === 'camera' && label.toUpperCase() === TEST_PATTERN_NAME) {
      await this.ports.updateSettings({ webcam: TEST_PATTERN_NAME, webcam_id: null });
      this.say('The camera is a test pattern.');
      return;
    }
    const found = findDevice(await this.ports.listDevices(), kind, [label]);
    if (found === null) {
      this.say(`There is no ${kind} called ${clean(label)}. devices list shows what there is.`);
      return;
    }
    await this.ports.updateSettings(choicePatch(kind, found));
    this.say(`The ${kind} is ${clean(found.label)}, also the next time.`);
  }

  private async resolution(wished: string | null): Promise<void> {
    const limits = this.ports.cameraLimits();
    if (wished === null) {
      const { video_size } = this.ports.settings();
      const most =
        limits === null ? '' : ` It can do ${limits.widthPx}x${limits.heightPx} at most.`;
      this.say(`Your camera is asked for ${captureSizeName(video_size) ?? video_size}.${most}`);
      return;
    }
    const size = withinLimits(wished, limits);
    const pixels = captureSize(size);
    await this.ports.updateSettings({ video_size: pixels });
    const asked = `Your camera is asked for ${size}${pixels === size ? '' : ` (${pixels})`}.`;
    this.say(size === wished ? asked : `Your camera cannot do ${wished}. ${asked}`);
  }

  private say(text: string): void {
    this.ports.notice(text, 'echo');
  }
}

function clean(label: string): string {
  return sanitiseLine(label, MAX_LABEL_GRAPHEMES);
}

/** How push-to-talk is set, and how it is used. */
function talkSentence({ ptt, keys }: Settings): string {
  const key = keys['push-to-talk'];
  if (ptt === 'talk') return `Push-to-talk is on: others hear you while you hold ${key}.`;
  if (ptt === 'mute') return `Push-to-mute is on: others do not hear you while you hold ${key}.`;
  return 'Push-to-talk is off. ptt on makes others hear you only while a key is held.';
}
