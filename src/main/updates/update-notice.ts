import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { isCandidate, isNewer, readVersionList, type VersionList } from './version-list';

/** How often the time is looked at; the machine may have slept. */
const LOOK_EVERY_MS = 30 * 60_000;
const ASK_EVERY_MS = 24 * 60 * 60_000;
/** Starting is for what the user came for. */
const FIRST_LOOK_MS = 60_000;

/** What is remembered from one start to the next. */
interface UpdateMemory {
  readonly askedMs: number;
  /** When the newest list that was believed was issued. */
  readonly issuedMs: number;
  /** The version that was told last: each is told once. */
  readonly told: string | null;
}

export interface UpdatePorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of this program. */
  readonly version: string;
  /** Whose signature counts, as hexadecimal digits. */
  readonly key: string;
  /** Whether the user wants to be told. */
  isWanted(): boolean;
  isInCall(): boolean;
  /** Fetches the list; rejects where it is not to be had. */
  fetchList(): Promise<string>;
  readMemory(): unknown;
  writeMemory(memory: UpdateMemory): void;
  tell(list: VersionList): void;
}

/**
 * Tells once of each newer version: asks once a day, believes what is signed, and waits until no
 * call is going on. Installs nothing.
 */
export class UpdateNotice implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private memory: UpdateMemory;
  /** What is to be told as soon as there is no call. */
  private waiting: VersionList | null = null;
  private isAsking = false;
  private isDisposed = false;

  constructor(private readonly ports: UpdatePorts) {
    this.memory = parseMemory(ports.readMemory());
  }

  start(): void {
    this.lookAgain(FIRST_LOOK_MS);
  }

  /** A call may have ended. */
  handleStatus(): void {
    if (this.waiting === null || this.isDisposed) return;
    if (this.ports.isInCall() || !this.ports.isWanted()) return;
    const list = this.waiting;
    this.waiting = null;
    this.remember({ told: list.version });
    this.ports.tell(list);
  }

  dispose(): void {
    this.isDisposed = true;
    this.timer.dispose();
  }

  private lookAgain(afterMs: number): void {
    if (this.isDisposed) return;
    this.timer.value = this.ports.clock.after(afterMs, () => {
      void this.look().finally(() => {
        this.lookAgain(LOOK_EVERY_MS);
      });
    });
  }

  private async look(): Promise<void> {
    this.handleStatus();
    const { clock, logger } = this.ports;
    const nowMs = clock.nowMs();
    // A clock that was set back is no reason never to ask again.
    const isEarly = nowMs >= this.memory.askedMs && nowMs - this.memory.askedMs < ASK_EVERY_MS;
    if (isEarly || this.isAsking || !this.ports.isWanted() || this.ports.isInCall()) return;
    this.isAsking = true;
    this.remember({ askedMs: nowMs });
    try {
      this.take(await this.ports.fetchList());
    } catch {
      logger.log('info', 'the list of versions is not to be had');
    } finally {
      this.isAsking = false;
    }
  }

  private take(text: string): void {
    const { clock, key, logger, version } = this.ports;
    const newestIssuedMs = this.memory.issuedMs;
    const outcome = readVersionList(text, { key, nowMs: clock.nowMs(), newestIssuedMs });
    if (!outcome.ok) {
      logger.log('warn', 'the list of versions is not believed', { reason: outcome.error });
      return;
    }
    const list = outcome.value;
    this.remember({ issuedMs: list.issuedMs });
    if (!isNewer(list.version, version) || list.version === this.memory.told) return;
    // Only whoever tries candidates is told of one.
    if (isCandidate(list.version) && !isCandidate(version)) return;
    this.waiting = list;
    this.handleStatus();
  }

  private remember(patch: Partial<UpdateMemory>): void {
    this.memory = { ...this.memory, ...patch };
    try {
      this.ports.writeMemory(this.memory);
    } catch {
      this.ports.logger.log('warn', 'what is known of versions could not be stored');
    }
  }
}

function parseMemory(stored: unknown): UpdateMemory {
  const { askedMs, issuedMs, told } = (stored ?? {}) as Partial<
    Record<keyof UpdateMemory, unknown>
  >;
  const time = (value: unknown): number => (Number.isSafeInteger(value) ? Number(value) : 0);
  return {
    askedMs: time(askedMs),
    issuedMs: time(issuedMs),
    told: typeof told === 'string' ? told : null,
  };
}
