import type { RTCRtpTransceiver as Place } from 'werift';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { SendingPlan } from '../../shared/call/sending-policy';
import type { CreateExports } from '../../tty/screen/client-screen';
import type { StatsEntry } from '../../renderer/rtc/stats-entry';
import { NodeTrack } from '../media/node-track';
import { guardLost } from './guard-rtp';
import { PictureReceiver } from './picture-receiver';
import { PictureSender } from './picture-sender';
import { SoundReceiver } from './sound-receiver';
import { SoundSender } from './sound-sender';

/** What a place has sent or received, in the words of getStats. */
export type PlaceFigures = Readonly<Record<string, number>>;

/** One place of a link: what comes over it is a track, and a track goes over it. */
export class MediaPlace implements Disposable {
  private readonly store = new DisposableStore();
  readonly received: NodeTrack;
  private readonly receiver: PictureReceiver | SoundReceiver;
  private readonly sender = this.store.add(new MutableDisposable<PictureSender | SoundSender>());
  private plan: SendingPlan | null = null;

  constructor(
    private readonly place: Place,
    private readonly createExports: CreateExports,
  ) {
    const { kind } = place;
    guardLost(place);
    this.received = new NodeTrack({ kind: kind === 'audio' ? 'audio' : 'video', label: '' });
    this.receiver = this.store.add(
      kind === 'audio'
        ? new SoundReceiver(place, this.received)
        : new PictureReceiver(place, this.received),
    );
    this.store.defer(() => {
      this.received.end();
    });
  }

  get mid(): string | null {
    return this.place.mid;
  }

  /** Whether an entry of getStats is of this place: werift learns the mid of what comes late. */
  isOf({ mid, ssrc }: StatsEntry): boolean {
    if (mid !== undefined) return mid !== null && mid === this.mid;
    return this.place.receiver.tracks.some(
      (track) => track.ssrc !== undefined && track.ssrc === ssrc,
    );
  }

  get level(): number {
    return this.receiver instanceof SoundReceiver ? this.receiver.level : 0;
  }

  /** Sends `track` from now on; `null`: nothing. */
  setTrack(track: NodeTrack | null): void {
    this.sender.value = track === null ? undefined : this.createSender(track);
  }

  setPlan(plan: SendingPlan): void {
    this.plan = plan;
    if (this.sender.value instanceof PictureSender) this.sender.value.setPlan(plan);
  }

  /** Nothing is shown before the next key frame, which is asked for. */
  beginAnew(): void {
    if (this.receiver instanceof PictureReceiver) this.receiver.beginAnew();
  }

  figures(type: string): PlaceFigures {
    if (type === 'inbound-rtp') return this.receiver.figures;
    return type === 'outbound-rtp' ? (this.sender.value?.figures ?? {}) : {};
  }

  dispose(): void {
    this.store.dispose();
  }

  private createSender(track: NodeTrack): PictureSender | SoundSender {
    if (this.place.kind === 'audio') return new SoundSender(this.place.sender, track);
    return new PictureSender(this.place, track, this.plan, this.createExports);
  }
}
