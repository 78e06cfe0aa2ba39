import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Bandwidth } from '../../shared/call/sending-policy';
import {
  type BroadcastState,
  type CostumeState,
  type MediaState,
  NO_COSTUME,
} from '../../shared/protocol/peer-messages';
import type { TrackKind } from '../rtc/peer-link';

export type LocalTracks = Readonly<Record<TrackKind, MediaStreamTrack | null>>;

/** What everybody gets from the local user, and is told of them. */
export interface LocalState {
  /** What is sent of each kind; `null`: nothing. */
  readonly tracks: LocalTracks;
  /** Whether the microphone's track sends silence: it stays, and others are told that it is off. */
  readonly isMuted: boolean;
  /** Whether the camera is on and gives no picture, which is why no track of it is sent. */
  readonly isCameraDark: boolean;
  /** How much of the pictures may be sent to each participant. */
  readonly bandwidth: Bandwidth;
  readonly isRecording: boolean;
  /** Whether the stage is shown to others from here, or is wished to be. */
  readonly broadcast: BroadcastState['state'];
  /** What was said to those who show it, or would like to, by the ids of participants. */
  readonly broadcastAnswers: ReadonlyMap<string, boolean>;
  /** What stands in the command line, for whoever sees it typed; `null`: nobody does. */
  readonly typed: string | null;
  /** How the local user likes to be seen. */
  readonly costume: CostumeState;
  /** Ids of the participants who get neither picture nor sound, as if there were no devices. */
  readonly withheldFrom: ReadonlySet<string>;
}

/** Kinds of tracks that are left out stay as they are. */
export type LocalChange = Partial<Omit<LocalState, 'tracks'>> & {
  readonly tracks?: Partial<LocalTracks>;
};

const NO_TRACKS: LocalTracks = { audio: null, video: null, screen: null, 'screen-audio': null };

const FIRST_STATE: LocalState = {
  tracks: NO_TRACKS,
  isMuted: false,
  isCameraDark: false,
  bandwidth: 'auto',
  isRecording: false,
  broadcast: 'off',
  broadcastAnswers: new Map(),
  typed: null,
  costume: NO_COSTUME,
  withheldFrom: new Set(),
};

/**
 * The one owner of what everybody gets from the local user, in calls and in rooms. Whoever owns a
 * device or a setting updates it; each peer connection follows it, and remembers none of it.
 */
export class LocalParticipant implements Disposable {
  private current = FIRST_STATE;
  private readonly changeEmitter = new Emitter<LocalState>();
  /** Fires once a change has taken effect; not for one that changes nothing. */
  readonly onChange = this.changeEmitter.event;

  get state(): LocalState {
    return this.current;
  }

  update(change: LocalChange): void {
    const before = this.current;
    const next = { ...before, ...change, tracks: { ...before.tracks, ...change.tracks } };
    if (isSameState(before, next)) return;
    this.current = next;
    this.changeEmitter.fire(next);
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }
}

/** What the participant of this id gets of `state`, and is told of it. */
export function sharedWith(state: LocalState, id: string): LocalState {
  if (!state.withheldFrom.has(id)) return state;
  return { ...state, tracks: NO_TRACKS, isCameraDark: false, typed: null };
}

/** What is on in `state`, in the words of the wire. */
export function mediaStateOf({ tracks, isMuted }: LocalState): MediaState {
  const { audio, video, screen } = tracks;
  return {
    kind: 'media',
    camera: isLive(video),
    microphone: isLive(audio) && !isMuted,
    ...(isLive(screen) && { screen: true }),
  };
}

/** What the participant of this id is told of broadcasts, in the words of the wire. */
export function broadcastStateOf(
  { broadcast, broadcastAnswers }: LocalState,
  id: string,
): BroadcastState {
  const answer = broadcastAnswers.get(id);
  return {
    kind: 'broadcast',
    state: broadcast,
    answer: answer === undefined ? 'none' : answer ? 'yes' : 'no',
  };
}

function isLive(track: MediaStreamTrack | null): boolean {
  return track?.readyState === 'live';
}

function isSameState(one: LocalState, other: LocalState): boolean {
  const { tracks, withheldFrom, ...facts } = one;
  return (
    isSameIn(facts, other) &&
    isSameIn(tracks, other.tracks) &&
    withheldFrom.size === other.withheldFrom.size &&
    [...withheldFrom].every((id) => other.withheldFrom.has(id))
  );
}

function isSameIn<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((key) => one[key] === other[key]);
}
