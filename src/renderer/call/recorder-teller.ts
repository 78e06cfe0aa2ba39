import type { RecordingState } from '../../shared/protocol/peer-messages';

/** Tells the other end of one link whether this end records: at once, and again when that changes. */
export class RecorderTeller {
  private isOn = false;
  private told: boolean | null = null;

  /** @param send `false`: it could not be sent, and is to be tried again by `tell`. */
  constructor(private readonly send: (state: RecordingState) => boolean) {}

  set(isOn: boolean): void {
    this.isOn = isOn;
    this.tell();
  }

  /** Says what was not said yet, if the channel is open. */
  tell(): void {
    if (this.isOn === this.told) return;
    if (this.send({ kind: 'recording', isOn: this.isOn })) this.told = this.isOn;
  }
}
