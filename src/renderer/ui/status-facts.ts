import type { CallPhase } from '../../shared/call/call-phase';
import type { Participant } from '../../shared/call/participant';
import type { JoinedRoom } from '../../shared/call/room-state';
import type { BoundKeys } from '../../shared/config/platform-keys';
import type { Presence } from '../../shared/protocol/messages';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import type { RecorderMarkState } from '../call/recorder-mark';
import type { OwnTerminalFacts } from './terminal-tiles';

/** What is to be said of the local user's devices. */
export interface MediaFacts {
  /** `dark`: it is on, and gives no picture. */
  readonly camera: 'on' | 'off' | 'none' | 'dark';
  /** What is sent in its place; left out: nothing is. */
  readonly source?: string;
  /** `silent`: on, but the key for talking is up, or that for silence is down. */
  readonly microphone: 'on' | 'muted' | 'silent' | 'none' | 'idle';
  /** The key by which others hear the user while it is held, if there is one. */
  readonly talkKey?: string | null;
}

/** Who shows the stage to others, or would like to. */
export interface BroadcastFacts {
  readonly own: 'off' | 'asked' | 'on';
  readonly viewers: number;
  /** Somebody else; `null`: nobody. */
  readonly remote: { readonly name: string; readonly isOn: boolean } | null;
}

/** Stats of the last second; `null` where there are none. */
export interface LiveStats {
  readonly fps: number | null;
  readonly sentKbps: number | null;
  readonly receivedKbps: number | null;
  readonly roundTripMs: number | null;
}

/** Whose pictures go as text, as the network is too slow for video. */
export interface TextPictureFacts {
  readonly isReceived: boolean;
  readonly isSent: boolean;
}

/** All that the status bar speaks of. */
export interface StatusFacts {
  readonly phase: CallPhase;
  /** The room that the local user is in; `null`: none. */
  readonly room: Pick<JoinedRoom, 'info' | 'members'> | null;
  readonly signalling: SignallingState;
  readonly presence: Presence;
  /** When the presence returns by itself; `null`: it does not. */
  readonly presenceUntilMs?: number | null;
  readonly media: MediaFacts;
  /** Who records what is on the stage. */
  readonly recording: RecorderMarkState;
  readonly broadcast?: BroadcastFacts;
  readonly textPicture: TextPictureFacts;
  /** Whether a screen is shared from here. */
  readonly isSharing?: boolean;
  /** The terminal that is; left out or `null`: none. */
  readonly ownTerminal?: OwnTerminalFacts | null;
  readonly style: string;
  readonly stats: LiveStats;
  readonly isChatShown: boolean;
  readonly isPeopleShown: boolean;
  /** The others in the call or the room. */
  readonly people?: readonly (Pick<Participant, 'trust' | 'outOfReach'> &
    Partial<Pick<Participant, 'name' | 'terminal'>>)[];
  /** The keys as they are bound. */
  readonly keys: BoundKeys;
}
