import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Push } from '../../shared/protocol/events';
import type { RosterMode } from '../../shared/protocol/messages';
import type {
  SignallingApi,
  SignallingState,
  Watched,
} from '../../shared/signalling/signalling-api';
import type { Roster } from './roster';

export interface RosterWatchPorts {
  readonly request: SignallingApi['request'];
  readonly clock: Clock;
  readonly roster: Roster;
  /** Of whom we want to hear, where that is not everybody; `MAX_WATCHED_PEOPLE` at the most. */
  wanted(): readonly string[];
}

/** What changes at once, such as a room that is entered, is one request. */
const GATHER_MS = 300;

/**
 * Keeps the roster filled: by what signing in was answered with, by asking whenever the server
 * turns from few people to many or back, and, with many, by telling it whenever we want to hear of
 * somebody else.
 */
export class RosterWatch implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private isSignedIn = false;
  private isNew = true;
  private currentMode: RosterMode = 'everybody';
  /** As the server has it; `null`: it was told nothing yet. */
  private told: string | null = null;
  /** Counts what was asked: only the last answer is how things stand. */
  private turn = 0;

  constructor(private readonly ports: RosterWatchPorts) {}

  get mode(): RosterMode {
    return this.currentMode;
  }

  handleState(state: SignallingState): void {
    // A page that was loaded again finds a sign-in of some time ago.
    const isCurrent = !this.isNew;
    this.isNew = false;
    this.isSignedIn = state.kind === 'signed-in';
    this.told = null;
    if (state.kind === 'signed-in') {
      this.currentMode = state.roster ?? 'everybody';
      if (state.watched !== undefined && isCurrent) this.begin(state.watched);
      else void this.refresh();
    }
    if (state.kind === 'signed-out') this.ports.roster.reset([]);
  }

  handlePush(push: Push): void {
    if (push.name !== 'people:changed' || push.payload.roster === undefined) return;
    this.currentMode = push.payload.roster;
    void this.refresh();
  }

  /** To be called when `wanted` may be others. */
  update(): void {
    if (!this.isSignedIn || this.currentMode === 'everybody') return;
    if (this.timer.value !== undefined || this.told === keyOf(this.ports.wanted())) return;
    this.timer.value = this.ports.clock.after(GATHER_MS, () => {
      this.timer.value = undefined;
      if (this.told !== keyOf(this.ports.wanted())) void this.refresh();
    });
  }

  /** Asks again who is here. */
  async refresh(): Promise<void> {
    if (!this.isSignedIn) return;
    const names = this.ports.wanted();
    const turn = (this.turn += 1);
    this.told = keyOf(names);
    const outcome = await this.ports.request('people:watch', { names: [...names] });
    if (turn !== this.turn) return;
    if (outcome.ok) this.ports.roster.reset(outcome.people);
    else this.told = null;
  }

  private begin({ names, people }: Watched): void {
    this.turn += 1;
    this.told = keyOf(names);
    this.ports.roster.reset(people);
    this.update();
  }

  dispose(): void {
    this.timer.dispose();
  }
}

/** Names have no line breaks. */
function keyOf(names: readonly string[]): string {
  return [...names].sort().join('\n');
}
