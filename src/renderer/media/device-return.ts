import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { DeviceKind, MediaAccess } from './device-access';
import { type DeviceRequest, openReturned } from './device-opener';
import type { LocalTrack } from './local-track';

/**
 * A device that was plugged in may need a moment before it can be opened: then it is tried again.
 */
const WAITS_MS: readonly number[] = [800, 1_200];

export interface DeviceReturnOptions {
  readonly kind: DeviceKind;
  readonly access: MediaAccess;
  readonly clock: Clock;
  readonly track: Pick<LocalTrack, 'track' | 'onTrack' | 'isWanted' | 'retry' | 'take'>;
  /** What the settings ask for; `null`: nothing that is plugged in or out. */
  readonly request: () => DeviceRequest | null;
}

/** A device is back. */
export interface ReturnedDevice {
  readonly kind: DeviceKind;
  readonly label: string;
}

/** Ids and labels of a device, best first. */
type Names = readonly string[];

/**
 * Goes back to a device that was unplugged, as soon as it is plugged in again: to the one that the
 * settings name, or else to the one that was in use. The track that stands in for it runs on until
 * the right one does.
 */
export class DeviceReturn implements Disposable {
  private readonly store = new DisposableStore();
  private readonly returnEmitter = this.store.add(new Emitter<ReturnedDevice>());
  readonly onReturned = this.returnEmitter.event;
  private readonly timer = this.store.add(new MutableDisposable<Disposable>());
  /** The device that went while it was in use. */
  private lost: Names = [];
  private isTaking = false;

  constructor(private readonly options: DeviceReturnOptions) {
    const { access, track } = options;
    this.store.add(
      track.onTrack((shown) => {
        if (shown !== null) this.handleTrack(shown);
      }),
    );
    this.store.add(
      access.onDevicesChanged(() => {
        this.attempt();
      }),
    );
  }

  dispose(): void {
    this.store.dispose();
  }

  private handleTrack(track: MediaStreamTrack): void {
    // Something that is sent in place of the camera.
    if (this.options.request() === null) return;
    const names = namesOf(track);
    if (this.isTaking || names.some((name) => this.lost.includes(name))) {
      this.lost = [];
      this.returnEmitter.fire({ kind: this.options.kind, label: track.label });
    }
    track.addEventListener('ended', () => (this.lost = names), { once: true });
  }

  /** At once, and after each of the waits. A later change begins again. */
  private attempt([waitMs, ...waits]: readonly (number | undefined)[] = WAITS_MS): void {
    void this.look();
    this.timer.value =
      waitMs === undefined
        ? undefined
        : this.options.clock.after(waitMs, () => {
            this.attempt(waits);
          });
  }

  private async look(): Promise<void> {
    const { access, track } = this.options;
    if (!track.isWanted) return;
    const current = track.track;
    if (current === null) {
      track.retry();
      return;
    }
    const request = this.request();
    const source = request && (await openReturned(access, request, current));
    if (!source) return;
    if (this.store.isDisposed || track.track !== current) {
      source.dispose();
      return;
    }
    this.isTaking = true;
    track.take(source);
    this.isTaking = false;
  }

  private request(): DeviceRequest | null {
    const request = this.options.request();
    if (request === null) return null;
    return request.wanted.length > 0 ? request : { ...request, wanted: this.lost };
  }
}

function namesOf(track: MediaStreamTrack): Names {
  const { deviceId = '' } = track.getSettings();
  return [deviceId, track.label].filter((name) => name !== '');
}
