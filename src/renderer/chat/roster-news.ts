import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { MAX_RETRY_SPREAD_MS } from '../../shared/protocol/limits';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import { nameKey } from '../../shared/text/sanitise';
import type { RosterChange } from './roster';

/** Who came and who left, by name. */
export interface News {
  readonly came: readonly string[];
  readonly left: readonly string[];
}

/** What happens within this time is told at once. */
const WINDOW_MS = 1_000;
/** When a server is back, its clients are within this time; the rest is for the slow ones. */
const SETTLING_MS = MAX_RETRY_SPREAD_MS + 2_000;

export interface NewsPorts {
  /** Who is here. */
  names(): readonly string[];
  /** Of whom it is told, by the keys of their names; `null`: of everybody. */
  told(): ReadonlySet<string> | null;
}

interface Before {
  readonly name: string;
  readonly wasHere: boolean;
}

/**
 * Gathers who comes and goes, so that many are one piece of news and whoever was away for a moment
 * is none. While the connection is broken, and until everybody had time to come back after that,
 * nothing is told; then what is other than before.
 */
export class RosterNews implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly newsEmitter = this.owned.add(new Emitter<News>());
  readonly onNews = this.newsEmitter.event;
  private readonly timer = this.owned.add(new MutableDisposable<Disposable>());
  /** How it was with those of whom there is something to tell. */
  private readonly before = new Map<string, Before>();
  /** Who was here when the connection broke; `null`: it is up, and has settled. */
  private beforeBreak: readonly string[] | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly ports: NewsPorts,
  ) {}

  handle(change: RosterChange): void {
    if (change.kind === 'changed' || this.beforeBreak !== null) return;
    const name = change.kind === 'left' ? change.name : change.person.name;
    const key = nameKey(name);
    if (!this.before.has(key)) this.before.set(key, { name, wasHere: change.kind === 'left' });
    this.timer.value ??= this.clock.after(WINDOW_MS, () => {
      this.tell();
    });
  }

  handleState({ kind }: Pick<SignallingState, 'kind'>): void {
    if (kind === 'reconnecting') this.pause();
    if (kind === 'signed-in') this.settle();
    if (kind === 'signed-out') this.clear();
  }

  /** The connection to the server is broken: what others do is not heard. */
  private pause(): void {
    this.beforeBreak ??= this.toldNames();
    this.before.clear();
    this.timer.value = undefined;
  }

  /** It is back, and others are on their way. */
  private settle(): void {
    if (this.beforeBreak === null) return;
    this.timer.value = this.clock.after(SETTLING_MS, () => {
      for (const name of this.beforeBreak ?? []) {
        this.before.set(nameKey(name), { name, wasHere: true });
      }
      for (const name of this.toldNames()) {
        const key = nameKey(name);
        if (!this.before.has(key)) this.before.set(key, { name, wasHere: false });
      }
      this.beforeBreak = null;
      this.tell();
    });
  }

  /** What happened so far is no news any more: one has signed out. */
  private clear(): void {
    this.beforeBreak = null;
    this.before.clear();
    this.timer.value = undefined;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private tell(): void {
    this.timer.value = undefined;
    const here = new Map(this.ports.names().map((name) => [nameKey(name), name]));
    const told = this.ports.told();
    const all = [...this.before].filter(([key]) => told?.has(key) ?? true);
    this.before.clear();
    const came = all.filter(([key, { wasHere }]) => !wasHere && here.has(key));
    const left = all.filter(([key, { wasHere }]) => wasHere && !here.has(key));
    if (came.length + left.length === 0) return;
    this.newsEmitter.fire({
      came: came.map(([key, { name }]) => here.get(key) ?? name),
      left: left.map(([, { name }]) => name),
    });
  }

  private toldNames(): readonly string[] {
    const told = this.ports.told();
    return this.ports.names().filter((name) => told?.has(nameKey(name)) ?? true);
  }
}
