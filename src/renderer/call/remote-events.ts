import type { Logger } from '../../shared/base/logger';
import { type EventSource, TypedEvents } from '../../shared/base/typed-events';
import type { ConnectionStatus } from '../../shared/call/participant';
import type {
  BroadcastState,
  CostumeState,
  MediaState,
  PeerLine,
  RecordingState,
} from '../../shared/protocol/peer-messages';
import type { FileChannel } from '../rtc/file-channel';
import type { LinkStats, TrackKind } from '../rtc/peer-link';
import type { TextPicture } from './glyph-source';
import type { ShellChannel } from './shell-channel';
import type { VerificationChannel } from './verification-channel';

/** The track of one kind of a remote participant; `null`: it is gone. */
export interface RemoteTrack {
  readonly kind: TrackKind;
  readonly track: MediaStreamTrack | null;
}

/** What a remote participant has on. */
export interface PeerMedia extends MediaState {
  /**
   * Their camera is on and gives no picture; left out: it is what `camera` says, by their choice.
   */
  readonly isDark?: true;
}

/**
 * What a remote participant says, and what is to be known of the connection with them. Whoever adds
 * a message between peers adds its event here: nothing between the connection and its listeners
 * names it.
 */
export interface RemoteEvents {
  /** Where the connection with them stands, on change. */
  connection: ConnectionStatus;
  /** A track of theirs came, or (`null`) went. */
  track: RemoteTrack;
  /** Which of their camera, microphone and screen are on: when connected, and on change. */
  media: PeerMedia;
  /** Whether they record: when connected, and on change. */
  recording: RecordingState;
  /** Whether they show the stage to others, and whether the local user may. */
  broadcast: BroadcastState;
  /** How they like to be seen. */
  costume: CostumeState;
  /** They said a line of chat over the connection itself, as no server carries it. */
  line: PeerLine;
  /** What they are typing, as it is typed: unsanitised; '' when it was said, or erased. */
  typing: string;
  /** A picture goes or comes as text, where the path is too thin for video. */
  textPicture: TextPicture;
  /** Every second while a connection is up. */
  stats: LinkStats;
  /** How loud they are, 0 to 1, twice a second or more. */
  level: number;
  /** The channel for files to them, a new one with every connection; `null`: there is none now. */
  files: FileChannel | null;
  /**
   * What two people compare goes over this, a new one with every connection; `null`: there is none.
   */
  verification: VerificationChannel | null;
  /**
   * Terminals that are shared go over this, a new one with every connection; `null`: there is none.
   */
  shell: ShellChannel | null;
  /**
   * Somebody with another certificate wants to be them, who must be whoever runs the server. They
   * got nothing, and what was up stays up. Told once in a call, or in their stay in a room.
   */
  impostor: null;
  /**
   * They cannot be reached while the local address is hidden: no TURN server relays anything. Told
   * once in a call, or in their stay in a room.
   */
  noRelay: null;
  /**
   * Their program, which is not WebCRT, knows no codec that is known here. Told once in their stay
   * in a room; a call is over by it.
   */
  nothingShared: null;
  /**
   * They learn the local address: the user would rather have it hidden from them, and there is no
   * TURN server that relays. Told once in a call, or in their stay in a room.
   */
  addressShown: null;
  /** A TURN server refused its user name and password. */
  relayRefused: RefusedRelay;
}

/** A TURN server that does not take its account. */
export interface RefusedRelay {
  /** As it is configured. */
  readonly url: string;
}

/** Something of one remote participant. */
export interface OfRemote<T> {
  readonly id: string;
  readonly value: T;
}

type ById<M> = { [K in keyof M]: OfRemote<M[K]> };

/** What all remote participants tell, of calls and rooms alike. */
export type RemoteEmitter = TypedEvents<ById<RemoteEvents>>;
/** Where that is listened to. */
export type RemoteSource = EventSource<ById<RemoteEvents>>;
/** Tells something of one remote participant. */
export type TellRemote = <K extends keyof RemoteEvents>(name: K, value: RemoteEvents[K]) => void;

/** A fault of a listener is logged, and does not stop a call half-way. */
export function createRemoteEvents(logger: Logger): RemoteEmitter {
  return new TypedEvents((error, name) => {
    logger.log('error', 'A call listener failed', { name, error: String(error) });
  });
}

/** What the connection with the participant of this id is handed to tell of them. */
export function tellerOf(events: RemoteEmitter, id: string): TellRemote {
  return tellerIn<RemoteEvents>(events, id);
}

function tellerIn<M>(events: TypedEvents<ById<M>>, id: string) {
  return <K extends keyof M>(name: K, value: M[K]): void => {
    events.fire(name, { id, value });
  };
}
