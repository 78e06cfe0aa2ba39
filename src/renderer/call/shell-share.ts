import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { ShellApi, ShellStart } from '../../shared/ipc/shell-api';
import { ShellDecoder } from '../../shared/protocol/shell-decoder';
import {
  asAnswerTo,
  type LinesTold,
  parseAsk,
  parseLines,
} from '../../shared/protocol/shell-lines';
import { parseClaim, parseKeys } from '../../shared/protocol/shell-messages';
import {
  SHELL_ACK,
  SHELL_ASK,
  SHELL_CLAIM,
  SHELL_KEYS,
  SHELL_REVOKE,
} from '../../shared/protocol/shell-wire';
import type { ShellInput } from '../../shared/shell/shell-keys';
import type { ShellScreen, ShellSize } from '../../shared/shell/shell-screen';
import { RateWindow } from '../rtc/rate-window';
import type { ShellChannel } from './shell-channel';
import {
  type GrantChange,
  type GrantFailure,
  ShellGrants,
  type ShellGrantsPorts,
} from './shell-grants';
import { ShellSender } from './shell-sender';

/** How the local user's terminal stands. */
export interface OwnShell {
  /** Of the command, or of the shell. */
  readonly title: string;
  /** Who beside the local user may type, by id; `null`: nobody. */
  readonly typistId: string | null;
  /** What is on it is kept from the others, as long as a key is held. */
  readonly isHidden: boolean;
}

export type ShellShareEnd =
  /** By the local user, or with the call. */
  { readonly why: 'stopped' } | { readonly why: 'exited'; readonly exitCode: number };

export interface ShellSharePorts extends Pick<
  ShellGrantsPorts,
  'signer' | 'remoteKey' | 'randomHex'
> {
  readonly clock: Clock;
  readonly host: ShellApi;
  readonly nameOf: (id: string) => string | null;
}

/** Answers to those who scroll back, of one person. */
const ASKED = { points: 20, windowMs: 2_000 } as const;
const SHARE_ID_BYTES = 8;

interface Viewer extends Disposable {
  readonly channel: ShellChannel;
  sender: ShellSender | null;
}

/** What there is only while a terminal is shared. */
interface Share {
  readonly title: string;
  readonly grants: ShellGrants;
  readonly decoder: ShellDecoder;
  readonly store: DisposableStore;
  /** As it was asked for. */
  size: ShellSize;
  screen: ShellScreen | null;
  isHidden: boolean;
}

/**
 * The local user's terminal, shown to everybody in the call or the room: its cells to all whose
 * connection is there, its lines to those who scroll back, and to it the keys of whoever was
 * granted that. Without a grant no connection has a way to its keys.
 */
export class ShellShare implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<OwnShell | null>());
  /** `null`: nothing is shared (any more). */
  readonly onChange = this.changeEmitter.event;
  private readonly screenEmitter = this.store.add(new Emitter<ShellScreen | null>());
  /** What the local user sees of it. */
  readonly onScreen = this.screenEmitter.event;
  private readonly grantEmitter = this.store.add(new Emitter<GrantChange>());
  readonly onGrant = this.grantEmitter.event;
  private readonly endEmitter = this.store.add(new Emitter<ShellShareEnd>());
  readonly onEnded = this.endEmitter.event;
  private readonly viewers = new Map<string, Viewer>();
  private withheldFrom: ReadonlySet<string> = new Set();
  private share: Share | null = null;

  constructor(private readonly ports: ShellSharePorts) {
    const { host } = ports;
    this.store.defer(
      host.onCells((messages) => {
        this.handleCells(messages);
      }),
    );
    this.store.defer(
      host.onEnded((exitCode) => {
        this.finish({ why: 'exited', exitCode });
      }),
    );
    this.store.defer(() => {
      this.finish({ why: 'stopped' });
      for (const viewer of this.viewers.values()) viewer.dispose();
    });
  }

  /** `null`: none is shared. */
  get current(): OwnShell | null {
    const { share } = this;
    if (share === null) return null;
    const typistId = share.grants.grantee?.id ?? null;
    return { title: share.title, typistId, isHidden: share.isHidden };
  }

  /** Asks for a terminal with `command` in it, or with a shell, and shows it. */
  async start(command: string | null, title: string, size: ShellSize): Promise<ShellStart> {
    if (this.share !== null) return 'busy';
    this.share = this.createShare(title, size);
    const { share } = this;
    const start = await this.ports.host.start({ command, ...size });
    if (start !== 'started') {
      if (this.isCurrent(share)) this.drop();
      return start;
    }
    // It was called off while the user was asked, or is over already.
    if (!this.isCurrent(share)) {
      if (!this.isOn) await this.ports.host.stop();
      return start;
    }
    this.showToAll();
    this.announce();
    return start;
  }

  /** `false`: none was shared. */
  stop(): boolean {
    if (this.share === null) return false;
    void this.ports.host.stop();
    this.finish({ why: 'stopped' });
    return true;
  }

  /** What the local user types. */
  type(inputs: readonly ShellInput[]): void {
    if (this.share !== null) void this.ports.host.type(inputs);
  }

  /** Gives it another size, as a window does that is resized. */
  resize(size: ShellSize): void {
    const { share } = this;
    if (share === null || isSameSize(share.size, size)) return;
    share.size = size;
    void this.ports.host.resize(size);
  }

  /** Keeps what is on it from the others, or shows it again: what left it meanwhile never. */
  async setHidden(isHidden: boolean): Promise<void> {
    const { share } = this;
    if (share === null || share.isHidden === isHidden) return;
    if (!isHidden) await this.ports.host.forgetHistory();
    share.isHidden = isHidden;
    if (this.share !== share) return;
    this.showToAll();
    this.announce();
  }

  /** Lets somebody type; resolves to why not, `null`: it is being told them. */
  grant(id: string): Promise<GrantFailure | null> {
    return this.share?.grants.grant(id) ?? Promise.resolve('not-connected');
  }

  /** `false`: nobody could type. */
  revoke(): boolean {
    return this.share?.grants.revoke() ?? false;
  }

  /** Lines that left the screen, for the local user; `null`: there are none. */
  async lines(above: number, lines: number): Promise<LinesTold | null> {
    const message = await this.ports.host.history(above, lines);
    return message === null ? null : parseLines(message);
  }

  /** The connection with somebody; `null`: there is none for now. */
  setChannel(id: string, channel: ShellChannel | null): void {
    this.viewers.get(id)?.dispose();
    this.viewers.delete(id);
    if (channel !== null) {
      this.viewers.set(id, this.createViewer(id, channel));
      this.showTo(id);
    }
    this.share?.grants.handleChannel(id, channel);
  }

  /** Who is here, and from whom everything is kept. */
  setPeople(ids: readonly string[], withheldFrom: ReadonlySet<string>): void {
    this.withheldFrom = withheldFrom;
    this.share?.grants.keepOnly(ids.filter((id) => !withheldFrom.has(id)));
    this.showToAll();
  }

  dispose(): void {
    this.store.dispose();
  }

  private get isOn(): boolean {
    return this.share !== null;
  }

  /** Whether it is still this one that is shared: that may change with every wait. */
  private isCurrent(share: Share): boolean {
    return this.share === share;
  }

  private createShare(title: string, size: ShellSize): Share {
    const { clock, signer, remoteKey, randomHex } = this.ports;
    const store = new DisposableStore();
    const channel = (id: string): ShellChannel | null => this.viewers.get(id)?.channel ?? null;
    const ports = { clock, signer, remoteKey, randomHex, channel };
    const grants = store.add(new ShellGrants(randomHex(SHARE_ID_BYTES), ports));
    store.add(
      grants.onChange((change) => {
        this.announce();
        this.grantEmitter.fire(change);
      }),
    );
    const decoder = new ShellDecoder();
    return { title, grants, decoder, store, size, screen: null, isHidden: false };
  }

  private createViewer(id: string, channel: ShellChannel): Viewer {
    const asked = new RateWindow(ASKED.points, ASKED.windowMs);
    const listener = channel.onMessage((bytes) => {
      this.handleMessage(id, channel, bytes, asked);
    });
    const viewer: Viewer = {
      channel,
      sender: null,
      dispose: () => {
        listener.dispose();
        viewer.sender?.dispose();
        viewer.sender = null;
      },
    };
    return viewer;
  }

  private handleMessage(
    id: string,
    channel: ShellChannel,
    bytes: Uint8Array,
    asked: RateWindow,
  ): void {
    const { share } = this;
    if (share === null || this.withheldFrom.has(id)) return;
    switch (bytes[0]) {
      case SHELL_ACK:
        if (bytes.length === 3) this.viewers.get(id)?.sender?.handleAck((bytes[1] << 8) | bytes[2]);
        return;
      case SHELL_ASK:
        if (asked.take()) void this.answer(share, channel, bytes);
        return;
      case SHELL_CLAIM: {
        const claim = parseClaim(bytes);
        if (claim !== null) share.grants.handleClaim(channel, claim);
        return;
      }
      case SHELL_REVOKE:
        share.grants.handleGivenBack(id);
        return;
      case SHELL_KEYS: {
        // The one way to its keys from outside.
        const inputs = share.grants.isOpen(channel) ? parseKeys(bytes) : null;
        if (inputs !== null) this.type(inputs);
        return;
      }
    }
  }

  private async answer(share: Share, channel: ShellChannel, bytes: Uint8Array): Promise<void> {
    const ask = parseAsk(bytes);
    if (ask === null || share.isHidden) return;
    const message = await this.ports.host.history(ask.above, ask.lines);
    // It may be hidden by now.
    if (message === null || this.share !== share || this.current?.isHidden !== false) return;
    channel.send(asAnswerTo(message, ask.request));
  }

  private handleCells(messages: readonly Uint8Array[]): void {
    const { share } = this;
    if (share === null) return;
    for (const message of messages) {
      const change = share.decoder.apply(message);
      if (change !== null) share.screen = change.screen;
    }
    if (share.screen === null) return;
    this.screenEmitter.fire(share.screen);
    this.showToAll();
  }

  private showToAll(): void {
    for (const id of this.viewers.keys()) this.showTo(id);
  }

  private showTo(id: string): void {
    const { share } = this;
    const viewer = this.viewers.get(id);
    if (viewer === undefined) return;
    if (share?.screen == null || this.withheldFrom.has(id)) {
      viewer.sender?.dispose();
      viewer.sender = null;
      return;
    }
    viewer.sender ??= new ShellSender(viewer.channel, this.about(share), this.ports.clock);
    viewer.sender.show(share.screen, share.isHidden);
  }

  private about({ title, grants }: Share): { title: string; typist: string | null } {
    const { grantee } = grants;
    return { title, typist: grantee === null ? null : this.ports.nameOf(grantee.id) };
  }

  private announce(): void {
    const { share } = this;
    if (share !== null) {
      const about = this.about(share);
      for (const { sender } of this.viewers.values()) sender?.setAbout(about);
    }
    this.changeEmitter.fire(this.current);
  }

  private finish(end: ShellShareEnd): void {
    if (this.share === null) return;
    this.drop();
    this.endEmitter.fire(end);
  }

  private drop(): void {
    const { share } = this;
    share?.grants.dispose();
    this.share = null;
    share?.store.dispose();
    this.showToAll();
    this.screenEmitter.fire(null);
    this.changeEmitter.fire(null);
  }
}

function isSameSize(one: ShellSize, other: ShellSize): boolean {
  return one.cols === other.cols && one.rows === other.rows;
}
