import type { CameraLimits } from '../../shared/config/capture-sizes';
import type { TalkMode } from '../../shared/call/talk-policy';
import type { NoiseSuppression } from '../../shared/config/noise-suppression';
import type { Settings } from '../../shared/config/settings';
import type { DeviceKind } from '../media/device-access';
import type { ListedDevice } from '../media/device-list';
import { deviceLabel } from './device-label';

/** Everything that can be chosen. */
export type ChosenKind = ListedDevice['kind'];

/** What `devices list` says. `kind`: what was asked for; `null`: all. */
export function deviceList(devices: readonly ListedDevice[], kind: ChosenKind | null): string {
  if (devices.length === 0) {
    return (
      `There is no ${kind ?? 'camera, microphone or speaker'} that this app may see. ` +
      "Plug one in, or allow it in the system's settings."
    );
  }
  const lines = devices.map(
    (device) => `  ${device.isCurrent ? '*' : ' '} ${device.kind}: ${deviceLabel(device.label)}`,
  );
  return ['Devices (* in use; choose one with devices camera LABEL):', ...lines].join('\n');
}

export function systemDeviceSentence(kind: ChosenKind): string {
  return `The ${kind} is the system's.`;
}

export const CAMERA_IS_A_PATTERN = 'The camera is a test pattern.';

export function noDeviceSentence(kind: ChosenKind, label: string): string {
  return `There is no ${kind} called ${deviceLabel(label)}. devices list shows what there is.`;
}

export function deviceChosenSentence(kind: ChosenKind, label: string): string {
  return `The ${kind} is ${deviceLabel(label)}, also the next time.`;
}

/**
 * In which size the camera is asked for pictures.
 *
 * @param size A name, or pixels, `1280x720`.
 * @param limits Of the camera that is on; `null`: not known, or not to be told.
 */
export function captureSentence(size: string, limits: CameraLimits | null): string {
  const most = limits === null ? '' : ` It can do ${limits.widthPx}x${limits.heightPx} at most.`;
  return `Your camera is asked for ${size}.${most}`;
}

/** The same, where the camera cannot do what was wished for. */
export function captureLessSentence(wished: string, size: string): string {
  return `Your camera cannot do ${wished}. ${captureSentence(size, null)}`;
}

/** A size by its name, with its pixels where those are not its name. */
export function sizeWithPixels(name: string, pixels: string): string {
  return pixels === name ? name : `${name} (${pixels})`;
}

export function sizeTooLargeText(name: string): string {
  return `${name} (more than the camera can do)`;
}

/** How push-to-talk is set, and how it is used. */
export function talkSentence({ ptt, keys }: Pick<Settings, 'ptt' | 'keys'>): string {
  const key = keys['push-to-talk'];
  if (ptt === 'talk') return `Push-to-talk is on: others hear you while you hold ${key}.`;
  if (ptt === 'mute') return `Push-to-mute is on: others do not hear you while you hold ${key}.`;
  return 'Push-to-talk is off. ptt on makes others hear you only while a key is held.';
}

/** How the devices panel says what push-to-talk does. */
export const TALK_TEXTS: Readonly<Record<TalkMode, string>> = {
  off: 'off',
  talk: 'hold the key to be heard',
  mute: 'hold the key to be silent',
};

/** How the devices panel says what takes the noise off the microphone. */
export const SUPPRESSION_TEXTS: Readonly<Record<NoiseSuppression, string>> = {
  browser: "the browser's",
  neural: 'a neural network',
  off: 'off',
};

/** A share of a processor core, in per cent. */
function costText(share: number): string {
  return `${(100 * share).toFixed(1)} % of a processor core`;
}

/**
 * What takes the noise off the microphone.
 *
 * @param costShare What ours costs; `null`: not known.
 */
export function suppressionSentence(used: NoiseSuppression, costShare: number | null): string {
  if (used === 'off') return 'Your microphone is heard with all its noise.';
  if (used === 'browser') return "The browser takes noise off your microphone's sound.";
  const cost = costShare === null ? '' : `, for ${costText(costShare)}`;
  return `A neural network takes noise off your microphone's sound${cost}.`;
}

export const NO_NEURAL_SUPPRESSION =
  "Neural noise suppression does not run here: the browser's is used instead. config noise_suppression browser keeps that.";

/** The fields of the devices panel that are no device. */
export const FIELD_NAMES = {
  size: 'size',
  rate: 'frames a second',
  noiseSuppression: 'noise suppression',
  echoCancellation: 'echo cancellation',
  autoGainControl: 'automatic gain',
  pushToTalk: 'push-to-talk',
} as const;

/** What the devices panel offers besides devices. */
export const DEVICE_CHOICES = { system: "the system's", pattern: 'a test pattern' } as const;

export function absentDeviceText(label: string): string {
  return `${deviceLabel(label)} (not plugged in)`;
}

/** The second of one label, and those after it; `count` from 2. */
export function sameDeviceText(label: string, count: number): string {
  return `${deviceLabel(label)} (${count})`;
}

export const CAMERA_OFF_ALREADY = 'Your camera is off already.';

export function mutedAlreadySentence(isMuted: boolean): string {
  return isMuted ? 'Your microphone is muted already.' : 'Your microphone is not muted.';
}

/** `isOn`: what it has become. */
export function ownCameraSentence(isOn: boolean): string {
  return `Your camera is ${isOn ? 'on' : 'off'}.`;
}

/** `idle`: it is switched on when a call begins. */
export function ownMicrophoneSentence(state: 'muted' | 'on' | 'idle'): string {
  if (state === 'muted') return 'Your microphone is muted.';
  return `Your microphone is on${state === 'on' ? '' : ' in calls'}.`;
}

/** The other end has switched a device; `isFirst`: nothing was known of it before. */
export function peerDeviceSentence(
  peer: string,
  device: DeviceKind,
  isOn: boolean,
  isFirst: boolean,
): string {
  return isFirst
    ? `${peer} has no ${device} on.`
    : `${peer} turned the ${device} ${isOn ? 'on' : 'off'}.`;
}

/** A camera that is on and gives nothing but black, or does not any more. */
export function darkCameraSentence(peer: string, isDark: boolean): string {
  return isDark ? `${peer}'s camera gives no picture.` : `${peer}'s camera gives a picture again.`;
}

export function cameraOffSentence(peer: string): string {
  return `${peer} turned the camera off.`;
}

/** The last that is said of a microphone that is switched all the time. */
export function restlessMicrophoneSentence(peer: string): string {
  return `${peer} turns the microphone on and off often: that is no longer told here.`;
}
