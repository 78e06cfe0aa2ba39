import type { PeerMessage } from '../../shared/protocol/peer-messages';

/**
 * Tells the other end of one link how something stands here: at once, and again when that changes.
 */
export class StatePublisher<M extends PeerMessage> {
  private told: string | null = null;

  /**
   * @param state What to say first.
   * @param send `false`: it could not be sent, and is to be tried again by `tell`.
   */
  constructor(
    private state: M,
    private readonly send: (state: M) => boolean,
  ) {}

  set(state: M): void {
    this.state = state;
    this.tell();
  }

  /** Says what was not said yet, if the channel is open. */
  tell(): void {
    const text = JSON.stringify(this.state);
    if (text !== this.told && this.send(this.state)) this.told = text;
  }
}
