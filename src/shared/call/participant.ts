import type { Trust } from '../identity/trust';
import type { PublicKey } from '../protocol/fields';
import type { OutOfReach } from './membership';

/** Where the peer connection with somebody stands, in WebRTC's words. */
export type ConnectionStatus =
  'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

/** How the local user wants somebody shown and heard; nobody else knows of it. */
export interface ParticipantPreferences {
  /** Per cent, 0 to 200. */
  readonly volume: number;
  /** Their picture is not wanted: they are told to send none. */
  readonly isHidden: boolean;
  /** Their sound is not played. */
  readonly isMuted: boolean;
}

export const MAX_VOLUME_PERCENT = 200;
export const USUAL_PREFERENCES: ParticipantPreferences = {
  volume: 100,
  isHidden: false,
  isMuted: false,
};

/** A terminal that somebody shares, as far as it is not its screen. */
export interface SharedTerminal {
  /** What runs in it; sanitised, as is who types there. */
  readonly title: string;
  /** Who types in it beside them; `null`: nobody. */
  readonly typist: string | null;
  /** Whether the local user may. */
  readonly mayType: boolean;
  /** They keep what is on it to themselves for a moment. */
  readonly isHidden: boolean;
}

/** Somebody else in a call or a room, as the stage shows them. */
export interface Participant {
  readonly id: string;
  /** Sanitised. */
  readonly name: string;
  /** As the server said it first; `null`: they have none. */
  readonly key: PublicKey | null;
  /** What name and key together are to the local user; `null`: nothing, as with echo. */
  readonly trust: Trust | null;
  readonly connection: ConnectionStatus;
  /** Whether their camera is on; `null`: they have not said yet. */
  readonly camera: boolean | null;
  /** Whether that is because it gives no picture, not because they want it so. */
  readonly isCameraDark: boolean;
  readonly microphone: boolean;
  /** Whether they share a screen beside their camera. */
  readonly isSharing: boolean;
  /** The terminal that they share; `null`: none. */
  readonly terminal: SharedTerminal | null;
  /** Their connection to the server broke: they may come back. */
  readonly isAway: boolean;
  /** Why there is neither picture nor sound; `null`: there may be. */
  readonly outOfReach: OutOfReach | null;
  /** By which gateway they came: their program is not WebCRT. Left out: by none. */
  readonly via?: string | undefined;
  readonly isSpeaking: boolean;
  /** No frame of their picture comes, although there should. */
  readonly isStill: boolean;
  readonly preferences: ParticipantPreferences;
}

/** What changes of somebody while they are there. */
export type ParticipantChange = Partial<
  Pick<
    Participant,
    | 'name'
    | 'key'
    | 'trust'
    | 'connection'
    | 'camera'
    | 'isCameraDark'
    | 'microphone'
    | 'isSharing'
    | 'terminal'
    | 'isAway'
    | 'outOfReach'
    | 'via'
    | 'isSpeaking'
    | 'isStill'
  >
>;
