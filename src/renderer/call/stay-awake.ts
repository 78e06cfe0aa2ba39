import { type CallPhase, isInCall } from '../../shared/call/call-phase';
import type { Participant } from '../../shared/call/participant';

/** What it depends on whether the screen is kept from going to sleep. */
export interface AwakeFacts {
  readonly phase: CallPhase;
  readonly isInRoom: boolean;
  /** Whether the local camera, or what is sent in its place, is on. */
  readonly hasOwnPicture: boolean;
  readonly people: readonly Pick<Participant, 'camera' | 'isSharing'>[];
}

/** Keeps the screen awake while a call or a room shows pictures; asks for it on change alone. */
export class StayAwake {
  private isAwake = false;

  constructor(private readonly keepAwake: (isAwake: boolean) => void) {}

  update(facts: AwakeFacts): void {
    const isAwake = showsPictures(facts);
    if (isAwake === this.isAwake) return;
    this.isAwake = isAwake;
    this.keepAwake(isAwake);
  }
}

function showsPictures({ phase, isInRoom, hasOwnPicture, people }: AwakeFacts): boolean {
  if (!isInCall(phase) && !isInRoom) return false;
  return hasOwnPicture || people.some(({ camera, isSharing }) => camera === true || isSharing);
}
