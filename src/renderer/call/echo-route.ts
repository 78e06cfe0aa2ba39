import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { ECHO_NAME, type Signal } from '../../shared/protocol/messages';
import { isSameName } from '../../shared/text/sanitise';
import type { EchoPeer, EchoPeerFactory, EchoPeerOptions } from './call-ports';

/**
 * The way of signals in a call to the server's echo, whose end of the connection lives in this page
 * as well: the server relays what either end says back here. In any other call it carries nothing.
 */
export class EchoRoute implements Disposable {
  private readonly echo = new MutableDisposable<EchoPeer>();

  constructor(
    /** Left out: a call to the echo connects to nobody. */
    private readonly create: EchoPeerFactory | undefined,
    /** Sends what the echo's end says, to be relayed by the server. */
    private readonly send: (signal: Signal) => void,
  ) {}

  /** Whether a call to `peer` goes this way; the echo has no key, and proves nothing. */
  isFor(peer: string): boolean {
    return isEcho(peer);
  }

  /** A link to `peer` is about to be made: the echo, if it is that, has a new end, too. */
  open(peer: string, options: EchoPeerOptions): void {
    this.echo.value = isEcho(peer) ? this.make(options) : undefined;
  }

  /**
   * Takes what `from` said in a call to `peer`, if it is for the echo's end; `false`: it is for the
   * caller's.
   */
  take(peer: string, from: string, signal: Signal): boolean {
    // What the echo did not say was said to it.
    if (!isEcho(peer) || from === ECHO_NAME) return false;
    this.echo.value?.signal(signal);
    return true;
  }

  /** The call is over. */
  close(): void {
    this.echo.value = undefined;
  }

  dispose(): void {
    this.echo.dispose();
  }

  private make(options: EchoPeerOptions): EchoPeer | undefined {
    const echo = this.create?.(options);
    echo?.onSignal((signal) => {
      // One that was replaced may speak once more.
      if (this.echo.value === echo) this.send(signal);
    });
    return echo;
  }
}

function isEcho(peer: string): boolean {
  return isSameName(peer, ECHO_NAME);
}
