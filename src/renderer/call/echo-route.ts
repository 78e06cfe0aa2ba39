import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { ECHO_NAME, type Signal } from '../../shared/protocol/messages';
import { isSameName } from '../../shared/text/sanitise';
import type { EchoPeer, EchoPeerFactory, EchoPeerOptions } from './call-ports';

/**
 * The way of signals in a call to the server's echo, whose end of the connection lives in this page
 * as well: the server relays what either end says back here, and has no say of its own in it. In
 * any other call it carries nothing.
 */
export class EchoRoute implements Disposable {
  private readonly echo = new MutableDisposable<EchoPeer>();
  /** All that the caller's end and the echo's have said in this call. */
  private readonly said = { caller: new Set<string>(), echo: new Set<string>() };

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

  /** The caller's end is about to say `signal`, over the server. */
  note(signal: Signal): void {
    this.said.caller.add(textOf(signal));
  }

  /** A link to `peer` is about to be made: the echo, if it is that, has a new end, too. */
  open(peer: string, options: EchoPeerOptions): void {
    this.echo.value = isEcho(peer) ? this.make(options) : undefined;
  }

  /**
   * Takes what `from` said in a call to `peer`, if it is for the echo's end, or is what neither end
   * has said, and goes nowhere; `false`: it is for the caller's.
   */
  take(peer: string, from: string, signal: Signal): boolean {
    if (!isEcho(peer)) return false;
    // What the echo did not say was said to it.
    const isByEcho = from === ECHO_NAME;
    const isTheirs = this.said[isByEcho ? 'echo' : 'caller'].has(textOf(signal));
    if (isTheirs && !isByEcho) this.echo.value?.signal(signal);
    return !(isTheirs && isByEcho);
  }

  /** The call is over. */
  close(): void {
    this.echo.value = undefined;
    this.said.caller.clear();
    this.said.echo.clear();
  }

  dispose(): void {
    this.echo.dispose();
  }

  private make(options: EchoPeerOptions): EchoPeer | undefined {
    const echo = this.create?.(options);
    echo?.onSignal((signal) => {
      // One that was replaced may speak once more.
      if (this.echo.value !== echo) return;
      this.said.echo.add(textOf(signal));
      this.send(signal);
    });
    return echo;
  }
}

export function isEcho(peer: string): boolean {
  return isSameName(peer, ECHO_NAME);
}

/** The same for the same signal, in whatever order its fields come back. */
function textOf(signal: Signal): string {
  return JSON.stringify(Object.entries(signal).sort(([one], [other]) => (one < other ? -1 : 1)));
}
