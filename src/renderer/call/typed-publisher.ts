import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { beginTyped, changeTyped, endTyped } from '../../shared/protocol/t140';
import type { TypingChannel } from '../rtc/typing-channel';

/** Keys that follow each other sooner leave together: T.140 allows 500 ms, nobody sees these. */
const MIN_INTERVAL_MS = 25;

/** Tells the other end of one link what stands in the command line, as it is typed. */
export class TypedPublisher implements Disposable {
  /** What the other end has of it; `null`: nothing was ever told. */
  private told: string | null = null;
  private readonly timer = new MutableDisposable<Disposable>();

  constructor(
    private readonly channel: Pick<TypingChannel, 'send'>,
    private readonly clock: Clock,
    /** `null`: it is nobody's business. */
    private typed: string | null,
  ) {}

  set(typed: string | null): void {
    if (typed === this.typed) return;
    this.typed = typed;
    // One is on its way already, and takes this along.
    if (this.timer.value === undefined) this.tell();
  }

  /** Says what was not said yet. */
  tell(): void {
    const wanted = this.typed ?? '';
    const before = this.told ?? '';
    if (wanted === before || !this.channel.send(this.stepTo(wanted))) return;
    this.told = wanted;
    this.timer.value = this.clock.after(MIN_INTERVAL_MS, () => {
      this.timer.value = undefined;
      this.tell();
    });
  }

  dispose(): void {
    this.timer.dispose();
  }

  private stepTo(wanted: string): string {
    if (this.told === null) return beginTyped(wanted);
    return wanted === '' ? endTyped() : changeTyped(this.told, wanted);
  }
}
