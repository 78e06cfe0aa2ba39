import { keyTag } from '../../shared/identity/key-tag';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Device } from '../../shared/protocol/messages';
import type { DeviceFailure } from '../people/own-devices';
import { deviceLink, isOfThisMachine } from './invite-url';
import { dayTime } from './people-lines';
import { refusalSentence } from './refusal-sentences';

// The local user's devices, by their keys.

/** On the new device. */
export function deviceCodeSentence(code: string, name: string): string {
  return (
    `The code is ${code}. Within ten minutes, on the device where you are ${name}, type: ` +
    `device link ${code}`
  );
}

/**
 * ... for its camera: a page that asks whether to link this device; only the code where nobody else
 * gets to the server by its address.
 */
export function deviceQrCode(
  code: string,
  name: string,
  server: string,
): Readonly<Record<'title' | 'text' | 'line' | 'content' | 'label' | 'tooSmall', string>> {
  const isLink = !isOfThisMachine(server);
  const what = isLink
    ? `Point the camera of the device where you are ${name} at this: its page asks before it links the new one. Or type there:`
    : `On the device where you are ${name}, type this, which the code says as well:`;
  return {
    title: 'Link this device',
    text: what,
    line: `device link ${code}`,
    content: isLink ? deviceLink(server, code) : code,
    label: `QR code of ${code}`,
    tooSmall: 'The window is too small for the QR code: make it larger, or type the code.',
  };
}

/** On the device that has the name. */
export function deviceLinkedSentence(device: PublicKey, name: string): string {
  return (
    `${keyTag(device)} is a device of yours now. On it, type: login --user ${name} (after logout ` +
    'here: one device at a time has the name).'
  );
}

export function deviceRemovedSentence(device: PublicKey): string {
  return `${keyTag(device)} is no device of yours any more: it cannot sign in under your name.`;
}

/** What `device list` says. */
export function deviceList(devices: readonly Device[], own: PublicKey | null): string {
  if (devices.length === 0) return 'Your name here is for no key: you are a guest.';
  const rows = devices.map(({ key, link }) => {
    const since = link === null ? 'the first' : `linked ${dayTime(link.atMs)}`;
    return `${keyTag(key)}  ${since}${key === own ? ', this one' : ''}`;
  });
  return ['Your devices:', ...rows].join('\n');
}

export function deviceFailureSentence(failure: DeviceFailure, name: string): string {
  if (failure === 'no-key') {
    return 'There is no key here, so this device can be linked to nothing.';
  }
  if (failure === 'nobody-with-key') {
    return (
      `Nobody is here as ${name} with a key. Sign in as ${name} on your other device first, at ` +
      'this server.'
    );
  }
  if (failure === 'own-name') {
    return `This device is ${name} already. Type device code NAME on the new one.`;
  }
  if (failure === 'no-offer') {
    return (
      'No device with that code has asked in the last ten minutes. On the new device, type: ' +
      `device code ${name}`
    );
  }
  return refusalSentence(failure);
}

export const DEVICE_CODE_OF_WHOM =
  'Under which name? On the new device, type device code NAME, with the name that you have on the other.';
export const NO_DEVICE_CODE =
  'A code has twelve letters and digits, such as K7Q2-M0XT-4PZ9: the new device shows it after device code NAME.';
export const WHICH_DEVICE =
  'Which one? device list shows your devices, and device remove TAG takes one away.';
