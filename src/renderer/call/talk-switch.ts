import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import { mayBeHeard, type TalkState } from '../../shared/call/talk-policy';
import type { TalkMode } from '../../shared/call/talk-policy';

/**
 * Whether the local user is heard: the switch, and the key that is held to talk or to be silent.
 */
export class TalkSwitch implements Disposable {
  private readonly changeEmitter = new Emitter<TalkState>();
  /** The switch, the key or the rule changed. */
  readonly onChange = this.changeEmitter.event;

  /** @param mode The rule that the settings name. */
  constructor(mode: TalkMode) {
    this.state = { isMuted: false, mode, isHeld: false };
  }

  private state: TalkState;

  get isMuted(): boolean {
    return this.state.isMuted;
  }

  get isHeld(): boolean {
    return this.state.isHeld;
  }

  get mode(): TalkMode {
    return this.state.mode;
  }

  /** Whether sound may leave: of a microphone that is on. */
  get mayBeHeard(): boolean {
    return mayBeHeard(this.state);
  }

  setMuted(isMuted: boolean): void {
    this.change({ isMuted });
  }

  /** The key goes down or up. Without a rule it does nothing. */
  setHeld(isHeld: boolean): void {
    this.change({ isHeld: isHeld && this.state.mode !== 'off' });
  }

  /** Another rule begins with the key up. */
  setMode(mode: TalkMode): void {
    if (mode !== this.state.mode) this.change({ mode, isHeld: false });
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  private change(change: Partial<TalkState>): void {
    const before = this.state;
    const state = { ...before, ...change };
    const { isMuted, mode, isHeld } = state;
    if (isMuted === before.isMuted && mode === before.mode && isHeld === before.isHeld) return;
    this.state = state;
    this.changeEmitter.fire(state);
  }
}
