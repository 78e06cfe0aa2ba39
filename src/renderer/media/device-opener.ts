import { err, ok, type Result } from '../../shared/base/result';
import { type Device, type DeviceKind, isTrackOf, type MediaAccess } from './device-access';
import { findDevice } from './media-constraints';
import { failureReason, isWorthAnotherDevice, type MediaFailureReason } from './media-failure';
import { type TrackSource, trackSource } from './track-source';

/** What to open: constraints for a device of that id, or for any device (`null`). */
export interface DeviceRequest {
  readonly kind: DeviceKind;
  /**
   * Ids and labels of the device that is asked for, best first; none: whichever the browser takes.
   */
  readonly wanted: readonly string[];
  readonly constraints: (deviceId: string | null) => MediaTrackConstraints;
  /** What a device that was opened is to be changed to before it is shown; `null`: it is right. */
  readonly fitting?: (settings: MediaTrackSettings) => MediaTrackConstraints | null;
}

export interface Opened {
  readonly source: TrackSource;
  /** Why it is not the device that was asked for; `null`: it is. */
  readonly passedOver: MediaFailureReason | null;
}

async function open(
  access: MediaAccess,
  { kind, constraints, fitting }: DeviceRequest,
  deviceId: string | null,
): Promise<Result<TrackSource, MediaFailureReason>> {
  try {
    const track = await access.openTrack(kind, constraints(deviceId));
    const fit = fitting?.(track.getSettings()) ?? null;
    // A device that cannot be changed is used as it is.
    if (fit !== null) await track.applyConstraints(fit).catch(() => undefined);
    return ok(trackSource(track));
  } catch (error) {
    return err(failureReason(error));
  }
}

async function findWanted(
  access: MediaAccess,
  { kind, wanted }: DeviceRequest,
): Promise<Device | null> {
  if (wanted.length === 0) return null;
  try {
    return findDevice(await access.listDevices(), kind, wanted);
  } catch {
    return null;
  }
}

/**
 * Any device has been opened because the named one could not be found: labels are hidden until the
 * page was allowed a device, so it may be found now.
 */
async function exchange(
  access: MediaAccess,
  request: DeviceRequest,
  any: TrackSource,
): Promise<Opened> {
  const device = await findWanted(access, request);
  if (device === null) return { source: any, passedOver: 'not-found' };
  if (any.track.getSettings().deviceId === device.id) return { source: any, passedOver: null };
  const exact = await open(access, request, device.id);
  if (!exact.ok) return { source: any, passedOver: exact.error };
  any.dispose();
  return { source: exact.value, passedOver: null };
}

/** The ladder: the device that was asked for, then any device, then none. */
export async function openDevice(
  access: MediaAccess,
  request: DeviceRequest,
): Promise<Result<Opened, MediaFailureReason>> {
  const device = await findWanted(access, request);
  const exact = device === null ? null : await open(access, request, device.id);
  if (exact?.ok) return ok({ source: exact.value, passedOver: null });
  if (exact && !isWorthAnotherDevice(exact.error)) return exact;
  const any = await open(access, request, null);
  if (!any.ok) return exact ?? any;
  if (exact) return ok({ source: any.value, passedOver: exact.error });
  if (request.wanted.length === 0) return ok({ source: any.value, passedOver: null });
  return ok(await exchange(access, request, any.value));
}

/**
 * The device that is asked for, where it is there, can be started, and is not `current` already.
 */
export async function openReturned(
  access: MediaAccess,
  request: DeviceRequest,
  current: MediaStreamTrack,
): Promise<TrackSource | null> {
  const device = await findWanted(access, request);
  if (device === null || isTrackOf(current, device)) return null;
  const exact = await open(access, request, device.id);
  return exact.ok ? exact.value : null;
}
