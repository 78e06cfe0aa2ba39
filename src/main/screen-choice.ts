import type { Clock } from '../shared/base/clock';
import { UserError } from './user-error';

/** The user has pressed Enter: what the window asks for then, it asks for at once. */
export const CHOICE_LIFE_MS = 10_000;

/** A screen or a window that was chosen. */
export interface ChosenScreen {
  readonly id: string;
  readonly name: string;
  readonly withSound: boolean;
}

/**
 * The screen that the user chose, handed over once and soon. Only what was on the list before can
 * be chosen, and each list is chosen from once.
 */
export class ScreenChoice {
  /** Names by id. */
  private offered: ReadonlyMap<string, string> = new Map();
  private chosen: { readonly screen: ChosenScreen; readonly atMs: number } | null = null;

  constructor(private readonly clock: Pick<Clock, 'nowMs'>) {}

  /** From now on these can be chosen, and nothing that was chosen before is given. */
  offer(sources: readonly { readonly id: string; readonly name: string }[]): void {
    this.offered = new Map(sources.map(({ id, name }) => [id, name]));
    this.chosen = null;
  }

  /** @throws UserError when it is not on the list. */
  choose(id: string, withSound: boolean): void {
    const name = this.offered.get(id);
    this.offered = new Map();
    this.chosen = null;
    if (name === undefined) throw new UserError('That window is not there any more.');
    this.chosen = { screen: { id, name, withSound }, atMs: this.clock.nowMs() };
  }

  /** What was chosen, the first time that somebody asks; `null`: nothing, or too long ago. */
  take(): ChosenScreen | null {
    const { chosen } = this;
    this.chosen = null;
    if (chosen === null || this.clock.nowMs() - chosen.atMs > CHOICE_LIFE_MS) return null;
    return chosen.screen;
  }
}
