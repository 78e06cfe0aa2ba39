import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { LinesTold } from '../../shared/protocol/shell-lines';
import type { ShellAbout } from '../../shared/protocol/shell-messages';
import type { Signer } from '../../shared/identity/signer';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Clock } from '../../shared/base/clock';
import type { ShellChannel } from './shell-channel';
import { claimGrant } from './shell-grants';
import { type ShownShell, ShellViewer } from './shell-viewer';

/** A terminal that somebody shares, as far as it is not its screen. */
export interface RemoteShell {
  readonly title: string;
  /** Who types in it beside them, as they say; `null`: nobody. */
  readonly typist: string | null;
  /** Whether the local user may. */
  readonly mayType: boolean;
  readonly isHidden: boolean;
}

/** Something of the terminal of one person. */
export interface OfShell<T> {
  readonly id: string;
  readonly value: T;
}

export interface RemoteShellsPorts {
  readonly clock: Clock;
  readonly signer: () => Signer | null;
  readonly remoteKey: (id: string) => PublicKey | null;
  /** Of whom nothing is wanted. */
  readonly isBlocked: (id: string) => boolean;
}

const UNKNOWN: RemoteShell = { title: '', typist: null, mayType: false, isHidden: false };

/** The terminals that others share, by the id of whoever does. */
export class RemoteShells implements Disposable {
  private readonly store = new DisposableStore();
  private readonly screenEmitter = this.store.add(new Emitter<OfShell<ShownShell | null>>());
  /** A screen after each message; `null`: it is shared no longer. */
  readonly onScreen = this.screenEmitter.event;
  private readonly changeEmitter = this.store.add(new Emitter<OfShell<RemoteShell | null>>());
  /** Something else of it is new; `null`: it is shared no longer. */
  readonly onChange = this.changeEmitter.event;
  private readonly linesEmitter = this.store.add(new Emitter<OfShell<LinesTold>>());
  readonly onLines = this.linesEmitter.event;
  private readonly viewers = new Map<string, ShellViewer>();
  private readonly shells = new Map<string, RemoteShell>();

  constructor(private readonly ports: RemoteShellsPorts) {
    this.store.defer(() => {
      for (const viewer of this.viewers.values()) viewer.dispose();
    });
  }

  /** `null`: they share none. */
  of(id: string): RemoteShell | null {
    return this.shells.get(id) ?? null;
  }

  /** Ids of those in whose terminals the local user may type. */
  get writable(): readonly string[] {
    return [...this.shells].flatMap(([id, { mayType }]) => (mayType ? [id] : []));
  }

  /** Those in whose terminals the local user may type. */
  viewer(id: string): ShellViewer | null {
    return this.viewers.get(id) ?? null;
  }

  /** The connection with somebody; `null`: there is none for now. */
  setChannel(id: string, channel: ShellChannel | null): void {
    this.viewers.get(id)?.dispose();
    this.viewers.delete(id);
    if (channel !== null) this.viewers.set(id, this.createViewer(id, channel));
  }

  dispose(): void {
    this.store.dispose();
  }

  private createViewer(id: string, channel: ShellChannel): ShellViewer {
    const { clock, remoteKey, signer, isBlocked } = this.ports;
    let about: ShellAbout = { title: '', typist: null };
    const viewer = new ShellViewer(channel, {
      clock,
      claim: (grant) => claimGrant(grant, remoteKey(id), signer(), channel),
    });
    viewer.onShown((shown) => {
      if (shown !== null && isBlocked(id)) return;
      this.change(id, shown === null ? null : { ...about, isHidden: shown.isHidden });
      this.screenEmitter.fire({ id, value: shown });
    });
    viewer.onAbout((told) => {
      about = told;
      if (this.shells.has(id)) this.change(id, told);
    });
    viewer.onMayType((mayType) => {
      if (this.shells.has(id)) this.change(id, { mayType });
    });
    viewer.onLines((value) => {
      this.linesEmitter.fire({ id, value });
    });
    return viewer;
  }

  private change(id: string, change: Partial<RemoteShell> | null): void {
    const before = this.shells.get(id) ?? null;
    const next = change === null ? null : { ...UNKNOWN, ...before, ...change };
    if (next === null) this.shells.delete(id);
    else this.shells.set(id, next);
    if (JSON.stringify(before) !== JSON.stringify(next))
      this.changeEmitter.fire({ id, value: next });
  }
}
