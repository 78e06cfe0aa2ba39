import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import {
  type Partner,
  partnersInCall,
  partnersInRoom,
  placeOf,
} from '../../shared/call/membership';
import type { ViewState } from '../../shared/protocol/peer-messages';
import type { LinkDetails } from '../rtc/link-details';
import type { CallSession } from './call-session';
import type { RoomSession } from './room-session';

/** What is used of calls and rooms. */
export interface MembershipPorts {
  readonly call: Pick<CallSession, 'onPhase' | 'partnerKey' | 'partnerVia' | 'setView' | 'details'>;
  readonly room: Pick<RoomSession, 'onChange' | 'setView' | 'details'>;
}

/**
 * With whom the local user is in a call or a room: one list, whichever of them it is, and the one
 * place that tells them apart. What they look and sound like, RemoteParticipants knows.
 */
export class Membership implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changeEmitter = this.store.add(new Emitter<readonly Partner[]>());
  /** All who are there now, each time that one comes or goes, or something of one changes. */
  readonly onChange = this.changeEmitter.event;
  private inCall: readonly Partner[] = [];
  private inRoom: readonly Partner[] = [];

  constructor(private readonly ports: MembershipPorts) {
    this.store.add(
      ports.call.onPhase((phase) => {
        this.inCall = partnersInCall(phase, ports.call.partnerKey, ports.call.partnerVia);
        this.announce();
      }),
    );
    this.store.add(
      ports.room.onChange((joined) => {
        this.inRoom = partnersInRoom(joined);
        this.announce();
      }),
    );
  }

  /** All who are there now. */
  get partners(): readonly Partner[] {
    return [...this.inCall, ...this.inRoom];
  }

  /** Tells somebody what is shown of their picture, or of their screen. */
  setView(id: string, view: Omit<ViewState, 'kind'>): void {
    const { call, room } = this.ports;
    if (placeOf(id) === 'call') call.setView(view);
    else room.setView(id, view);
  }

  /** Of the connection with somebody; `null`: there is none now. */
  details(id: string): Promise<LinkDetails | null> {
    const { call, room } = this.ports;
    return placeOf(id) === 'call' ? call.details() : room.details(id);
  }

  dispose(): void {
    this.store.dispose();
  }

  private announce(): void {
    this.changeEmitter.fire(this.partners);
  }
}
