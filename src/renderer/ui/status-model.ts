import type { CallPhase } from '../../shared/call/call-phase';
import type { JoinedRoom } from '../../shared/call/room-state';
import type { BoundKeys } from '../../shared/config/platform-keys';
import type { Presence } from '../../shared/protocol/messages';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import type { RecorderMarkState } from '../call/recorder-mark';
import { clockTime } from '../text/clock-time';
import type { StatusState } from './status-bar';
import type { PressableSegment, Segment, SegmentTone } from './status-part';
import type { Press } from './window-intent';

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

/** Figures of the last second; `null` where there are none. */
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
  readonly textPicture: TextPictureFacts;
  /** Whether a screen is shared from here. */
  readonly isSharing?: boolean;
  readonly style: string;
  readonly figures: LiveStats;
  readonly isChatShown: boolean;
  readonly isPeopleShown: boolean;
  /** The keys as they are bound. */
  readonly keys: BoundKeys;
}

/** What the status bar says about the facts. Pure. */
export function statusState(facts: StatusFacts): StatusState {
  const { figures } = facts;
  return {
    call: facts.room === null ? callSegment(facts.phase) : roomSegment(facts.room),
    hangUp: hangUpSegment(facts),
    signalling: signallingSegment(facts.signalling),
    isSecure: facts.signalling.kind === 'signed-in' ? facts.signalling.isSecure : null,
    isPinned: facts.signalling.kind === 'signed-in' && facts.signalling.isPinned === true,
    presence: presenceSegment(facts.presence, facts.presenceUntilMs ?? null),
    recording: recordingSegment(facts),
    sharing: facts.isSharing === true ? segment('● sharing your screen', 'warn') : null,
    camera: cameraSegment(facts.media),
    microphone: microphoneSegment(facts.media),
    textPicture: textPictureSegment(facts.textPicture),
    style: segment(facts.style, 'dim', { intent: 'next-style', does: 'next style' }),
    frameRate: figures.fps === null ? null : segment(`${Math.round(figures.fps)} fps`),
    bitrate: bitrateSegment(figures),
    roundTrip:
      figures.roundTripMs === null ? null : segment(`rtt ${Math.round(figures.roundTripMs)} ms`),
    showPeople: segment('people', 'dim', { intent: 'people', isDown: facts.isPeopleShown }),
    showChat: segment('chat', 'dim', { intent: 'toggle-chat', isDown: facts.isChatShown }),
    hint: segment('Tab completes', 'dim'),
    help: segment(`${facts.keys.help ?? ''} help`.trim(), 'dim', { intent: 'help' }),
  };
}

function segment(text: string, tone: SegmentTone = 'plain', press?: Press): Segment {
  return press === undefined ? { text, tone } : { text, tone, press };
}

function callSegment(phase: CallPhase): Segment {
  switch (phase.kind) {
    case 'idle':
      return segment('no call', 'dim');
    case 'outgoing':
      return segment(`${phase.isRinging ? 'ringing at' : 'calling'} ${phase.peer}`, 'warn');
    case 'incoming':
      return segment(`${phase.peer} is calling`, 'warn');
    case 'connecting':
      return segment(`connecting to ${phase.peer}`, 'warn');
    case 'live':
      return segment(`in call with ${phase.peer}`, 'good');
    case 'reconnecting':
      return segment(
        phase.isPeerGone ? `${phase.peer} is gone, waiting` : `reconnecting to ${phase.peer}`,
        'bad',
      );
  }
}

function hangUpSegment({ phase, room }: Pick<StatusFacts, 'phase' | 'room'>): Segment | null {
  if (room !== null) return segment('leave', 'dim', { intent: 'hang-up', does: 'leave the room' });
  if (phase.kind === 'idle' || phase.kind === 'incoming') return null;
  return segment('hang up', 'dim', { intent: 'hang-up' });
}

function roomSegment({ info, members }: Pick<JoinedRoom, 'info' | 'members'>): Segment {
  return segment(`in room ${info.name} (${members.length})`, 'good');
}

function signallingSegment(state: SignallingState): Segment {
  switch (state.kind) {
    case 'signed-out':
      return segment('signed out', 'dim');
    case 'connecting':
      return segment(
        state.waitsForName === undefined
          ? 'signing in'
          : `waiting for the name ${state.waitsForName}`,
        'warn',
      );
    case 'signed-in':
      return segment(`signed in as ${state.name}`, 'good');
    case 'reconnecting':
      return segment(`no server (try ${state.attempt})`, 'bad');
  }
}

function presenceSegment(presence: Presence, untilMs: number | null): Segment | null {
  if (presence === 'available') return null;
  const until = untilMs === null ? '' : ` until ${clockTime(untilMs)}`;
  return segment((presence === 'away' ? 'away' : 'do not disturb') + until, 'warn');
}

function recordingSegment({ recording, phase, room }: StatusFacts): Segment | null {
  const { isSelf, isPeer } = recording;
  const somebody = room === null ? 'the other end' : 'somebody';
  const peer = phase.kind === 'idle' ? somebody : phase.peer;
  if (isSelf) return segment(isPeer ? `● both of you record` : '● recording', 'bad');
  return isPeer ? segment(`● ${peer} records this`, 'bad') : null;
}

function cameraSegment({ camera, source }: MediaFacts): PressableSegment {
  const press: Press = { intent: 'toggle-camera', does: camera === 'off' ? 'turn on' : 'turn off' };
  if (camera === 'dark') return { text: 'camera gives no picture', tone: 'bad', press };
  const isReplaced = camera === 'on' && source !== undefined;
  return isReplaced
    ? { text: `sending ${source}`, tone: 'warn', press }
    : switchSegment('camera', camera, press);
}

function textPictureSegment({ isReceived, isSent }: TextPictureFacts): Segment | null {
  if (isReceived) return segment('text picture: slow network', 'warn');
  return isSent ? segment('you are sent as text: slow network', 'warn') : null;
}

function switchSegment(what: string, state: string, press: Press): PressableSegment {
  const tones: Readonly<Record<string, SegmentTone>> = { on: 'good', muted: 'warn', off: 'warn' };
  const word = state === 'idle' ? 'ready' : state;
  return { text: `${what} ${word}`, tone: tones[state] ?? 'dim', press };
}

function microphoneSegment({ microphone, talkKey = null }: MediaFacts): PressableSegment {
  const press: Press = {
    intent: 'toggle-mute',
    does: microphone === 'muted' ? 'unmute' : 'mute',
  };
  if (microphone !== 'silent') return switchSegment('mic', microphone, press);
  const text = talkKey === null ? 'mic silent' : `mic waits for ${talkKey}`;
  return { text, tone: 'warn', press };
}

function bitrateSegment(figures: LiveStats): Segment | null {
  if (figures.receivedKbps === null || figures.sentKbps === null) return null;
  const round = (kbps: number): string => String(Math.round(kbps));
  return segment(`↓${round(figures.receivedKbps)} ↑${round(figures.sentKbps)} kbit/s`);
}
