import { type Device, isTrackOf, type MediaAccess } from './device-access';

/** A device as the list shows it. */
export interface ListedDevice extends Device {
  /** Whether it is in use right now. */
  readonly isCurrent: boolean;
}

interface CurrentTracks {
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
}

/** Labels are hidden until a device of the kind was allowed: number them till then. */
function labelOf(device: Device, devices: readonly Device[]): string {
  if (device.label !== '') return device.label;
  const sameKind = devices.filter(({ kind }) => kind === device.kind);
  return `${device.kind} ${sameKind.indexOf(device) + 1}`;
}

function isCurrent(device: Device, current: CurrentTracks, speakerId: string): boolean {
  if (device.kind === 'speaker') return speakerId !== '' && device.id === speakerId;
  const track = current[device.kind];
  return track !== null && isTrackOf(track, device);
}

/**
 * Cameras, microphones and loudspeakers of this machine; `current` is what is on, `speakerId` the
 * chosen speaker.
 */
export async function listDevices(
  access: MediaAccess,
  current: CurrentTracks,
  speakerId = '',
): Promise<readonly ListedDevice[]> {
  const devices = await access.listDevices();
  return devices.map((device) => ({
    ...device,
    label: labelOf(device, devices),
    isCurrent: isCurrent(device, current, speakerId),
  }));
}
