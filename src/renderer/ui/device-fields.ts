import {
  CAPTURE_SIZES,
  type CameraLimits,
  captureSizeName,
  sizesWithin,
} from '../../shared/config/capture-sizes';
import { TALK_MODES } from '../../shared/call/talk-policy';
import { NOISE_SUPPRESSIONS } from '../../shared/config/noise-suppression';
import type { Settings } from '../../shared/config/settings';
import type { Device } from '../media/device-access';
import { choicePatch, chosenNames } from '../media/device-choice';
import { findDevice, TEST_PATTERN_NAME } from '../media/media-constraints';
import { deviceLabel } from '../text/device-label';
import {
  absentDeviceText,
  DEVICE_CHOICES,
  FIELD_NAMES,
  sameDeviceText,
  sizeTooLargeText,
  sizeWithPixels,
  SUPPRESSION_TEXTS,
  TALK_TEXTS,
} from '../text/device-sentences';
import type { Choice, DeviceField, FieldChange } from './devices-panel';

/** What the fields are made of. */
export interface DeviceFacts {
  readonly devices: readonly Device[];
  readonly settings: Settings;
  /** Of the camera that is on; `null`: not known. */
  readonly limits: CameraLimits | null;
}

const KINDS = ['camera', 'microphone', 'speaker'] as const;
const RATES = [5, 10, 15, 24, 30, 60];
/** Values that no device has as its id. */
const SYSTEM = 'system';
const ABSENT = 'absent';

const SWITCHES = {
  [FIELD_NAMES.echoCancellation]: 'echo_cancellation',
  [FIELD_NAMES.autoGainControl]: 'auto_gain_control',
} as const;

/** The lines of the devices panel. Pure. */
export function deviceFields(facts: DeviceFacts): readonly DeviceField[] {
  const { settings } = facts;
  return [
    ...KINDS.map((kind) => deviceField(kind, facts)),
    {
      kind: 'choice',
      name: FIELD_NAMES.size,
      choices: sizeChoices(facts),
      value: settings.video_size,
    },
    {
      kind: 'choice',
      name: FIELD_NAMES.rate,
      choices: rateChoices(facts),
      value: String(settings.framerate),
    },
    {
      kind: 'choice',
      name: FIELD_NAMES.noiseSuppression,
      choices: NOISE_SUPPRESSIONS.map((each) => ({ value: each, text: SUPPRESSION_TEXTS[each] })),
      value: settings.noise_suppression,
    },
    ...Object.entries(SWITCHES).map(([name, key]): DeviceField => ({
      kind: 'switch',
      name,
      isOn: settings[key],
    })),
    {
      kind: 'choice',
      name: FIELD_NAMES.pushToTalk,
      choices: TALK_MODES.map((mode) => ({ value: mode, text: TALK_TEXTS[mode] })),
      value: settings.ptt,
    },
  ];
}

/** The settings that a change of a field means; `null`: none. */
export function fieldPatch(
  { name, value }: FieldChange,
  devices: readonly Device[],
): Partial<Settings> | null {
  const kind = KINDS.find((each) => each === name);
  if (kind !== undefined) return devicePatch(kind, value, devices);
  if (name === FIELD_NAMES.size) return { video_size: value };
  if (name === FIELD_NAMES.rate) return { framerate: Number(value) };
  if (name === FIELD_NAMES.pushToTalk) {
    return { ptt: TALK_MODES.find((mode) => mode === value) ?? 'off' };
  }
  if (name === FIELD_NAMES.noiseSuppression) {
    const chosen = NOISE_SUPPRESSIONS.find((each) => each === value);
    return chosen === undefined ? null : { noise_suppression: chosen };
  }
  const key = Object.entries(SWITCHES).find(([each]) => each === name)?.[1];
  return key === undefined ? null : { [key]: value === 'on' };
}

function devicePatch(
  kind: Device['kind'],
  value: string,
  devices: readonly Device[],
): Partial<Settings> | null {
  if (value === SYSTEM) return choicePatch(kind, null);
  if (value === TEST_PATTERN_NAME) return { webcam: TEST_PATTERN_NAME, webcam_id: null };
  const device = devices.find((each) => each.kind === kind && each.id === value);
  return device === undefined ? null : choicePatch(kind, device);
}

function deviceField(kind: Device['kind'], { devices, settings }: DeviceFacts): DeviceField {
  const mine = devices.filter((device) => device.kind === kind && device.id !== '');
  const wanted = chosenNames(kind, settings);
  const isPattern = kind === 'camera' && settings.webcam?.toUpperCase() === TEST_PATTERN_NAME;
  const chosen = isPattern ? null : findDevice(mine, kind, wanted);
  const isAbsent = !isPattern && wanted.length > 0 && chosen === null;
  const choices: Choice[] = [
    { value: SYSTEM, text: DEVICE_CHOICES.system },
    ...mine.map(({ id }, index) => ({ value: id, text: labelAt(mine, index) })),
    ...(kind === 'camera' ? [{ value: TEST_PATTERN_NAME, text: DEVICE_CHOICES.pattern }] : []),
    ...(isAbsent ? [{ value: ABSENT, text: absentDeviceText(wanted.at(-1) ?? ''), isAbsent }] : []),
  ];
  const other = isPattern ? TEST_PATTERN_NAME : isAbsent ? ABSENT : SYSTEM;
  return { kind: 'choice', name: kind, choices, value: chosen?.id ?? other };
}

/** Two of one label are told apart by a number. */
function labelAt(devices: readonly Device[], index: number): string {
  const { label } = devices[index];
  const before = devices.slice(0, index).filter((each) => each.label === label).length;
  return before === 0 ? deviceLabel(label) : sameDeviceText(label, before + 1);
}

function sizeChoices({ settings, limits }: DeviceFacts): readonly Choice[] {
  const named: readonly Choice[] = sizesWithin(limits).map((name) => {
    return { value: CAPTURE_SIZES[name], text: sizeWithPixels(name, CAPTURE_SIZES[name]) };
  });
  const { video_size: size } = settings;
  if (named.some(({ value }) => value === size)) return named;
  const name = captureSizeName(size);
  const text = name === null ? size : sizeTooLargeText(name);
  return [...named, { value: size, text }];
}

function rateChoices({ settings, limits }: DeviceFacts): readonly Choice[] {
  const most = limits?.framesPerSecond ?? Infinity;
  const rates = new Set([...RATES.filter((rate) => rate <= most), settings.framerate]);
  return [...rates]
    .sort((one, other) => one - other)
    .map((rate) => {
      return { value: String(rate), text: String(rate) };
    });
}
