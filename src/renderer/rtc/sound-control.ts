import { FIRST_SOUND, nextSound, type SoundState } from '../../shared/call/sound-plan';
import type { LinkStats, PeerLink } from './peer-link';

/** Keeps how a link sends the voice to what its path does with it, by the sound plan. */
export class SoundControl {
  private state: SoundState = FIRST_SOUND;
  private isThin = false;
  private lossShare = 0;

  constructor(private readonly link: Pick<PeerLink, 'setSoundPlan'>) {}

  /** Whether the path does not carry video. */
  setThin(isThin: boolean): void {
    this.isThin = isThin;
    this.update();
  }

  /** To be told every second. */
  handleStats({ sentAudioLossShare }: LinkStats): void {
    this.lossShare = sentAudioLossShare;
    this.update();
  }

  private update(): void {
    const { isThin, lossShare } = this;
    const { plan } = this.state;
    this.state = nextSound(this.state, { isThin, lossShare });
    if (this.state.plan !== plan) this.link.setSoundPlan(this.state.plan);
  }
}
