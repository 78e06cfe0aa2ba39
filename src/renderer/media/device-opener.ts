import { err, ok, type Result } from '../../shared/base/result';
import type { DeviceKind, MediaAccess } from './device-access';
import { findDeviceId } from './media-constraints';
import { failureReason, isWorthAnotherDevice, type MediaFailureReason } from './media-failure';
import { type TrackSource, trackSource } from './track-source';

/** What to open: constraints for a device of that id, or for any device (`null`). */
export interface DeviceRequest {
  readonly kind: DeviceKind;
  /** The device that the settings name; `null`: whichever the browser takes. */
  readonly wanted: string | null;
  readonly constraints: (deviceId: string | null) => MediaTrackConstraints;
}

export interface Opened {
  readonly source: TrackSource;
  /** Why it is not the device that was asked for; `null`: it is. */
  readonly passedOver: MediaFailureReason | null;
}

async function open(
  access: MediaAccess,
  { kind, constraints }: DeviceRequest,
  deviceId: string | null,
): Promise<Result<TrackSource, MediaFailureReason>> {
  try {
    return ok(trackSource(await access.openTrack(kind, constraints(deviceId))));
  } catch (error) {
    return err(failureReason(error));
  }
}

async function findWanted(access: MediaAccess, request: DeviceRequest): Promise<string | null> {
  if (request.wanted === null) return null;
  try {
    return findDeviceId(await access.listDevices(), request.kind, request.wanted);
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
  const id = await findWanted(access, request);
  if (id === null) return { source: any, passedOver: 'not-found' };
  if (any.track.getSettings().deviceId === id) return { source: any, passedOver: null };
  const exact = await open(access, request, id);
  if (!exact.ok) return { source: any, passedOver: exact.error };
  any.dispose();
  return { source: exact.value, passedOver: null };
}

/** The ladder: the device that was asked for, then any device, then none. */
export async function openDevice(
  access: MediaAccess,
  request: DeviceRequest,
): Promise<Result<Opened, MediaFailureReason>> {
  const id = await findWanted(access, request);
  const exact = id === null ? null : await open(access, request, id);
  if (exact?.ok) return ok({ source: exact.value, passedOver: null });
  if (exact && !isWorthAnotherDevice(exact.error)) return exact;
  const any = await open(access, request, null);
  if (!any.ok) return exact ?? any;
  if (exact) return ok({ source: any.value, passedOver: exact.error });
  if (request.wanted === null) return ok({ source: any.value, passedOver: null });
  return ok(await exchange(access, request, any.value));
}
