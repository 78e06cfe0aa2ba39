import type { PressableSegment, Segment } from './status-part';

/** What the bar shows, segment by segment; `null` leaves one out. */
export interface StatusState {
  readonly call: Segment;
  /** Whether it is known who the others are. */
  readonly trust: Segment | null;
  readonly hangUp: Segment | null;
  readonly signalling: Segment;
  /** `null` while there is no server to speak of. */
  readonly isSecure: boolean | null;
  /** The user vouches for the server's certificate: no authority does. */
  readonly isPinned: boolean;
  readonly presence: Segment | null;
  readonly recording: Segment | null;
  readonly broadcast?: Segment | null;
  readonly sharing?: Segment | null;
  /** Whose terminal is shared, and who types in it. */
  readonly terminal?: Segment | null;
  readonly camera: PressableSegment;
  readonly microphone: PressableSegment;
  readonly textPicture: Segment | null;
  readonly style: Segment;
  readonly frameRate: Segment | null;
  readonly bitrate: Segment | null;
  readonly roundTrip: Segment | null;
  readonly showPeople: Segment;
  readonly showChat: Segment;
  readonly hint: Segment;
  readonly help: Segment;
}

export type SegmentName = Exclude<keyof StatusState, 'isSecure' | 'isPinned'>;

/** From left to right: what is so, and what can be done. */
const SEGMENTS: Readonly<Record<SegmentName, 'fact' | 'deed'>> = {
  call: 'fact',
  trust: 'fact',
  hangUp: 'deed',
  recording: 'fact',
  broadcast: 'fact',
  sharing: 'fact',
  terminal: 'fact',
  signalling: 'fact',
  presence: 'fact',
  camera: 'fact',
  microphone: 'fact',
  textPicture: 'fact',
  style: 'fact',
  frameRate: 'fact',
  bitrate: 'fact',
  roundTrip: 'fact',
  showPeople: 'deed',
  showChat: 'deed',
  hint: 'deed',
  help: 'deed',
};

/** In their order. */
export const SEGMENT_NAMES = Object.keys(SEGMENTS) as readonly SegmentName[];

/** Those that say something where nothing can be pressed, in their order. */
export const FACT_NAMES = SEGMENT_NAMES.filter((name) => SEGMENTS[name] === 'fact');
