import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { ShellDecoder } from '../../shared/protocol/shell-decoder';
import { askForLines, type LinesTold, parseLines } from '../../shared/protocol/shell-lines';
import {
  claimMessage,
  keysMessage,
  parseAbout,
  parseGrant,
  revokeMessage,
  type ShellAbout,
  type ShellGrant,
} from '../../shared/protocol/shell-messages';
import {
  SHELL_ABOUT,
  SHELL_CELLS,
  SHELL_END,
  SHELL_GRANT,
  SHELL_LINES,
  SHELL_REVOKE,
  shellAck,
} from '../../shared/protocol/shell-wire';
import { MAX_INPUTS } from '../../shared/shell/shell-input';
import type { ShellInput } from '../../shared/shell/shell-keys';
import type { ShellScreen } from '../../shared/shell/shell-screen';
import type { ShellChannel } from './shell-channel';

/** Messages that are answered together, or what came within so long. */
const ACK_MESSAGES = 4;
const ACK_AFTER_MS = 120;

/** Somebody's terminal, as it is now. */
export interface ShownShell {
  readonly screen: ShellScreen;
  /** They keep what is on it to themselves for a moment. */
  readonly isHidden: boolean;
}

export interface ShellViewerPorts {
  readonly clock: Clock;
  /**
   * Signs that the grant is taken up; `null`: it is no grant of theirs, or there is no key here.
   */
  claim(grant: ShellGrant): Promise<string | null>;
}

/** The terminal that one person shares: what comes of it, and what the local user types there. */
export class ShellViewer implements Disposable {
  private readonly store = new DisposableStore();
  private readonly shownEmitter = this.store.add(new Emitter<ShownShell | null>());
  /** The screen after a message; `null`: it is shared no longer. */
  readonly onShown = this.shownEmitter.event;
  private readonly aboutEmitter = this.store.add(new Emitter<ShellAbout>());
  readonly onAbout = this.aboutEmitter.event;
  private readonly mayTypeEmitter = this.store.add(new Emitter<boolean>());
  /** Whether the local user may type there. */
  readonly onMayType = this.mayTypeEmitter.event;
  private readonly linesEmitter = this.store.add(new Emitter<LinesTold>());
  readonly onLines = this.linesEmitter.event;
  private readonly ackTimer = this.store.add(new MutableDisposable<Disposable>());
  private readonly decoder = new ShellDecoder();
  private unacked = 0;
  private lastSequence = 0;
  private isShown = false;
  private canType = false;
  private request = 0;

  constructor(
    private readonly channel: ShellChannel,
    private readonly ports: ShellViewerPorts,
  ) {
    this.store.add(
      channel.onMessage((bytes) => {
        this.handleMessage(bytes);
      }),
    );
  }

  get mayType(): boolean {
    return this.canType;
  }

  /** `false`: the local user may not. */
  type(inputs: readonly ShellInput[]): boolean {
    if (!this.canType) return false;
    for (let at = 0; at < inputs.length; at += MAX_INPUTS) {
      this.channel.send(keysMessage(inputs.slice(at, at + MAX_INPUTS)));
    }
    return true;
  }

  /** The local user would rather not type there any more; `false`: they could not. */
  giveBack(): boolean {
    if (!this.canType) return false;
    this.channel.send(revokeMessage());
    this.setMayType(false);
    return true;
  }

  /** The answer, of some of them, comes by `onLines`. */
  askForLines(above: number, lines: number): void {
    this.request = (this.request + 1) & 0xff;
    this.channel.send(askForLines({ request: this.request, above, lines }));
  }

  dispose(): void {
    this.end();
    this.store.dispose();
  }

  private handleMessage(bytes: Uint8Array): void {
    switch (bytes[0]) {
      case SHELL_CELLS:
        this.handleCells(bytes);
        return;
      case SHELL_ABOUT: {
        const about = parseAbout(bytes);
        if (about !== null) this.aboutEmitter.fire(about);
        return;
      }
      case SHELL_LINES: {
        const lines = this.isShown ? parseLines(bytes) : null;
        if (lines?.request === this.request) this.linesEmitter.fire(lines);
        return;
      }
      case SHELL_GRANT: {
        const grant = parseGrant(bytes);
        if (grant !== null) void this.take(grant);
        return;
      }
      case SHELL_REVOKE:
        this.setMayType(false);
        return;
      case SHELL_END:
        if (bytes.length === 1) this.end();
        return;
    }
  }

  private handleCells(bytes: Uint8Array): void {
    const change = this.decoder.apply(bytes);
    // What is not answered is sent again.
    if (change === null) return;
    this.isShown = true;
    this.lastSequence = change.sequence;
    this.unacked += 1;
    if (this.unacked >= ACK_MESSAGES) this.acknowledge();
    else this.acknowledgeSoon();
    this.shownEmitter.fire({ screen: change.screen, isHidden: change.isHidden });
  }

  private acknowledge(): void {
    this.ackTimer.value = undefined;
    this.unacked = 0;
    this.channel.send(shellAck(this.lastSequence));
  }

  private acknowledgeSoon(): void {
    this.ackTimer.value ??= this.ports.clock.after(ACK_AFTER_MS, () => {
      this.acknowledge();
    });
  }

  private async take(grant: ShellGrant): Promise<void> {
    const signature = await this.ports.claim(grant);
    if (signature === null || this.store.isDisposed || !this.isShown) return;
    const isSent = this.channel.send(claimMessage({ nonce: grant.nonce, signature }));
    if (isSent) this.setMayType(true);
  }

  private setMayType(mayType: boolean): void {
    if (mayType === this.canType) return;
    this.canType = mayType;
    this.mayTypeEmitter.fire(mayType);
  }

  private end(): void {
    this.decoder.clear();
    this.ackTimer.value = undefined;
    this.unacked = 0;
    this.setMayType(false);
    if (!this.isShown) return;
    this.isShown = false;
    this.shownEmitter.fire(null);
  }
}
