import type { CallPhaseKind } from '../shared/call/call-phase';
import type { RingRequest } from '../shared/ipc/host-api';

/** What ringing makes use of. */
export interface RingPorts {
  readonly notifications: { show(request: RingRequest): void; clear(): void };
  readonly window: {
    readonly isVisible: boolean;
    bringUp(): void;
    stopFlashing(): void;
    hide(): void;
  };
}

/**
 * A call that wants attention brings the window up; when it comes to nothing, a window that had
 * been hidden is hidden again. Otherwise a missed call would leave the window, and with it the
 * mirror's camera, open in front of nobody.
 */
export class Ring {
  private wasHidden = false;
  private isRinging = false;
  private isWaitingForOutcome = false;
  private phase: CallPhaseKind = 'idle';

  constructor(private readonly ports: RingPorts) {}

  /**
   * Whether the window is there only because it rings, or rang a moment ago: nobody called for it.
   */
  get isUnattended(): boolean {
    return this.wasHidden && (this.isRinging || this.isWaitingForOutcome);
  }

  start(request: RingRequest): void {
    const { window, notifications } = this.ports;
    if (!this.isRinging && !this.isWaitingForOutcome) this.wasHidden = !window.isVisible;
    this.isRinging = true;
    this.isWaitingForOutcome = false;
    notifications.show(request);
    window.bringUp();
  }

  stop(): void {
    if (!this.isRinging) return;
    this.isRinging = false;
    this.ports.notifications.clear();
    this.ports.window.stopFlashing();
    this.isWaitingForOutcome = true;
    this.settle();
  }

  /** The user took to the window: it stays, whatever becomes of the call. */
  keepWindow(): void {
    this.wasHidden = false;
  }

  /** Word from the window on where the call stands; it may come before or after `stop`. */
  updatePhase(phase: CallPhaseKind): void {
    this.phase = phase;
    this.settle();
  }

  private settle(): void {
    if (!this.isWaitingForOutcome || this.phase === 'incoming') return;
    this.isWaitingForOutcome = false;
    if (this.phase === 'idle' && this.wasHidden) this.ports.window.hide();
  }
}
