import type { Clock } from '../../../shared/base/clock';

/** How long somebody who did not want a call is not there for whoever called. */
export const HIDDEN_MS = 120_000;

/**
 * Who is not shown to whom: a client that sees somebody calls them at once, and would for ever
 * call whoever has hung up. By name, so that it holds when the client comes back.
 */
export class HiddenPeople {
  private readonly untilMs = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  hide(person: string, from: string): void {
    const nowMs = this.clock.nowMs();
    for (const [pair, untilMs] of this.untilMs) {
      if (untilMs <= nowMs) this.untilMs.delete(pair);
    }
    this.untilMs.set(pairOf(person, from), nowMs + HIDDEN_MS);
  }

  isHidden(person: string, from: string): boolean {
    return (this.untilMs.get(pairOf(person, from)) ?? 0) > this.clock.nowMs();
  }
}

function pairOf(person: string, from: string): string {
  return JSON.stringify([person, from]);
}
