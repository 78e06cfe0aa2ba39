import { afterAwake } from '../../shared/base/after-awake';
import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';

/** How long each step may take. */
export interface ConnectTimes {
  /** Until the other end says anything: it may have to be asked for its camera first. */
  readonly answerMs: number;
  /** From then on, for each step that a connection takes. */
  readonly stepMs: number;
  /** The same until there is a way to try, where that is less; left out: it is not. */
  readonly candidateMs?: number | undefined;
}

/**
 * What a connection goes through, in this order, from the first description of the other end to the
 * moment when it counts as connected.
 */
export const CONNECT_STEPS = ['described', 'checking', 'reached'] as const;
export type ConnectStep = (typeof CONNECT_STEPS)[number];

/** Once so many are done, an address of the other end is all that is missing. */
const CANDIDATE_STEP = CONNECT_STEPS.indexOf('checking');

/**
 * What looks for addresses has the first within milliseconds. Chromium may find none ever after in
 * one connection, for a reason of its own (`OFFER_PATIENCE_MS` has it), and does in the next.
 */
const CANDIDATE_PATIENCE_MS = 3_000;
/** An end that is as slow as that each time has the time of others in the end. */
const IMPATIENT_GENERATIONS = 2;

/**
 * How long a program that is not WebCRT may go without an address once it has answered;
 * `undefined`: no less than for any step. One that calls makes no second connection, so it is not
 * given up.
 */
export function plainCandidateMs({
  isInitiator,
  generation,
}: {
  readonly isInitiator: boolean;
  readonly generation: number;
}): number | undefined {
  return isInitiator && generation < IMPATIENT_GENERATIONS ? CANDIDATE_PATIENCE_MS : undefined;
}

/**
 * The time limit of a connection that is being made. It is for those that stand still: on a slow
 * machine, or over a slow path, each step that is made gives the next one its time. While the page
 * itself stands still (or the machine sleeps) there is no telling what has happened meanwhile, so
 * the step has its time again.
 */
export class ConnectLimit implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private stepsDone = 0;

  /** @param expire The step that is due was not made in its time. */
  constructor(
    private readonly times: ConnectTimes,
    private readonly clock: Clock,
    private readonly expire: () => void,
  ) {
    this.restart(times.answerMs);
  }

  /** A step was made; one that was made before, or left behind, gives no more time. */
  note(step: ConnectStep): void {
    const count = CONNECT_STEPS.indexOf(step) + 1;
    if (count <= this.stepsDone) return;
    this.stepsDone = count;
    this.restart(this.stepMs);
  }

  /** It is connected, or closed. */
  dispose(): void {
    this.timer.dispose();
  }

  private get stepMs(): number {
    const { stepMs, candidateMs = stepMs } = this.times;
    return this.stepsDone === CANDIDATE_STEP ? Math.min(candidateMs, stepMs) : stepMs;
  }

  private restart(delayMs: number): void {
    this.timer.value = afterAwake(this.clock, delayMs, this.expire, this.stepMs);
  }
}
