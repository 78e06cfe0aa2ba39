import { type CallPhase, peerOfPhase } from '../../shared/call/call-phase';
import { isStranger } from '../../shared/call/membership';
import type { Participant } from '../../shared/call/participant';
import type { JoinedRoom } from '../../shared/call/room-state';
import { isSuspicious, type Trust, weakestTrust } from '../../shared/identity/trust';
import type { Presence } from '../../shared/protocol/messages';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import { ownBroadcastWords, remoteBroadcastWords } from '../text/broadcast-sentences';
import { TRUST_WORDS } from '../text/identity-sentences';
import {
  bitrateWords,
  BUTTONS,
  callWords,
  CAMERA_GIVES_NOTHING,
  DEEDS,
  deviceWords,
  frameRateWords,
  presenceStatus,
  RECORDERS,
  recordingWords,
  roomWords,
  roundTripWords,
  sendingWords,
  SHARING_SCREEN,
  SHARING_TERMINAL,
  signallingWords,
  silentWords,
  mayTypeStatus,
  TAB_COMPLETES,
  TERMINAL_HIDDEN,
  TEXT_PICTURE,
  typistStatus,
} from '../text/status-words';
import type {
  BroadcastFacts,
  LiveStats,
  MediaFacts,
  StatusFacts,
  TextPictureFacts,
} from './status-facts';
import type { PressableSegment, Segment, SegmentTone } from './status-part';
import { FACT_NAMES, type StatusState } from './status-segments';
import type { Press } from './window-intent';

/** What the status bar says about the facts. Pure. */
export function statusState(facts: StatusFacts): StatusState {
  const { stats } = facts;
  return {
    call: facts.room === null ? callSegment(facts.phase) : roomSegment(facts.room),
    trust: trustSegment(facts.people ?? []),
    hangUp: hangUpSegment(facts),
    signalling: signallingSegment(facts.signalling),
    isSecure: facts.signalling.kind === 'signed-in' ? facts.signalling.isSecure : null,
    isPinned: facts.signalling.kind === 'signed-in' && facts.signalling.isPinned === true,
    presence: presenceSegment(facts.presence, facts.presenceUntilMs ?? null),
    recording: recordingSegment(facts),
    broadcast: facts.broadcast === undefined ? null : broadcastSegment(facts.broadcast),
    sharing: facts.isSharing === true ? segment(SHARING_SCREEN, 'warn') : null,
    terminal: terminalSegment(facts),
    camera: cameraSegment(facts.media),
    microphone: microphoneSegment(facts.media),
    textPicture: textPictureSegment(facts.textPicture),
    style: segment(facts.style, 'dim', { intent: 'next-style', does: DEEDS.nextStyle }),
    frameRate: stats.fps === null ? null : segment(frameRateWords(stats.fps)),
    bitrate: bitrateSegment(stats),
    roundTrip: stats.roundTripMs === null ? null : segment(roundTripWords(stats.roundTripMs)),
    showPeople: segment(BUTTONS.people, 'dim', { intent: 'people', isDown: facts.isPeopleShown }),
    showChat: segment(BUTTONS.chat, 'dim', { intent: 'toggle-chat', isDown: facts.isChatShown }),
    hint: segment(TAB_COMPLETES, 'dim'),
    help: segment(`${facts.keys.help ?? ''} ${BUTTONS.help}`.trim(), 'dim', { intent: 'help' }),
  };
}

/** What the status bar says, where nothing can be pressed. */
export function statusParts(status: StatusState): { text: string; tone: SegmentTone }[] {
  return FACT_NAMES.flatMap((name) => {
    const part = status[name] ?? null;
    return part === null ? [] : [{ text: part.text, tone: part.tone }];
  });
}

function segment(text: string, tone: SegmentTone = 'plain', press?: Press): Segment {
  return press === undefined ? { text, tone } : { text, tone, press };
}

const CALL_TONES: Readonly<Record<CallPhase['kind'], SegmentTone>> = {
  idle: 'dim',
  outgoing: 'warn',
  pigeon: 'warn',
  incoming: 'warn',
  connecting: 'warn',
  live: 'good',
  reconnecting: 'bad',
};

function callSegment(phase: CallPhase): Segment {
  return segment(callWords(phase), CALL_TONES[phase.kind]);
}

function hangUpSegment({ phase, room }: Pick<StatusFacts, 'phase' | 'room'>): Segment | null {
  if (room !== null)
    return segment(BUTTONS.leave, 'dim', { intent: 'hang-up', does: DEEDS.leaveRoom });
  if (phase.kind === 'idle' || phase.kind === 'incoming') return null;
  return segment(BUTTONS.hangUp, 'dim', { intent: 'hang-up' });
}

const TRUST_SEGMENTS: Readonly<Record<Trust, Segment>> = {
  refused: segment(TRUST_WORDS.changed.text, 'bad'),
  changed: segment(TRUST_WORDS.changed.text, 'bad'),
  keyless: segment(TRUST_WORDS.unverified.text, 'dim'),
  unknown: segment(TRUST_WORDS.unverified.text, 'dim'),
  known: segment(TRUST_WORDS.unverified.text, 'dim'),
  verified: segment(TRUST_WORDS.verified.text, 'good'),
};

/** Of several people it is that of whom the least is known. */
function trustSegment(
  people: readonly Pick<Participant, 'trust' | 'outOfReach'>[],
): Segment | null {
  const weakest = weakestTrust(people.flatMap(({ trust }) => trust ?? []));
  if (!isSuspicious(weakest) && people.some(isStranger)) {
    return segment(TRUST_WORDS.stranger.text, 'bad');
  }
  return weakest === null ? null : TRUST_SEGMENTS[weakest];
}

function roomSegment({ info, members }: Pick<JoinedRoom, 'info' | 'members'>): Segment {
  return segment(roomWords(info.name, members.length), 'good');
}

const SIGNALLING_TONES: Readonly<Record<SignallingState['kind'], SegmentTone>> = {
  'signed-out': 'dim',
  connecting: 'warn',
  'signed-in': 'good',
  reconnecting: 'bad',
};

function signallingSegment(state: SignallingState): Segment {
  return segment(signallingWords(state), SIGNALLING_TONES[state.kind]);
}

function presenceSegment(presence: Presence, untilMs: number | null): Segment | null {
  return presence === 'available' ? null : segment(presenceStatus(presence, untilMs), 'warn');
}

function recordingSegment({ recording, phase, room }: StatusFacts): Segment | null {
  if (!recording.isSelf && !recording.isPeer) return null;
  const somebody = room === null ? RECORDERS.call : RECORDERS.room;
  const peer = peerOfPhase(phase) ?? somebody;
  return segment(recordingWords(recording, peer), 'bad');
}

/** Who types where stays in sight for as long as they may. */
function terminalSegment({ ownTerminal = null, people = [] }: StatusFacts): Segment | null {
  if (ownTerminal?.isHidden === true) return segment(TERMINAL_HIDDEN, 'warn');
  if (ownTerminal?.typist != null) return segment(typistStatus(ownTerminal.typist), 'bad');
  const writable = people.find(({ terminal }) => terminal?.mayType === true);
  if (writable?.name !== undefined) return segment(mayTypeStatus(writable.name), 'warn');
  return ownTerminal === null ? null : segment(SHARING_TERMINAL, 'warn');
}

function broadcastSegment({ own, viewers, remote }: BroadcastFacts): Segment | null {
  if (remote !== null) {
    return segment(remoteBroadcastWords(remote.name, remote.isOn), remote.isOn ? 'bad' : 'warn');
  }
  if (own === 'off') return null;
  return segment(ownBroadcastWords(own === 'on', viewers), own === 'on' ? 'bad' : 'warn');
}

function cameraSegment({ camera, source }: MediaFacts): PressableSegment {
  const press: Press = {
    intent: 'toggle-camera',
    does: camera === 'off' ? DEEDS.turnOn : DEEDS.turnOff,
  };
  if (camera === 'dark') return { text: CAMERA_GIVES_NOTHING, tone: 'bad', press };
  const isReplaced = camera === 'on' && source !== undefined;
  return isReplaced
    ? { text: sendingWords(source), tone: 'warn', press }
    : switchSegment('camera', camera, press);
}

function textPictureSegment({ isReceived, isSent }: TextPictureFacts): Segment | null {
  if (isReceived) return segment(TEXT_PICTURE.received, 'warn');
  return isSent ? segment(TEXT_PICTURE.sent, 'warn') : null;
}

function switchSegment(what: 'camera' | 'mic', state: string, press: Press): PressableSegment {
  const tones: Readonly<Record<string, SegmentTone>> = { on: 'good', muted: 'warn', off: 'warn' };
  return { text: deviceWords(what, state), tone: tones[state] ?? 'dim', press };
}

function microphoneSegment({ microphone, talkKey = null }: MediaFacts): PressableSegment {
  const press: Press = {
    intent: 'toggle-mute',
    does: microphone === 'muted' ? DEEDS.unmute : DEEDS.mute,
  };
  if (microphone !== 'silent') return switchSegment('mic', microphone, press);
  return { text: silentWords(talkKey), tone: 'warn', press };
}

function bitrateSegment(stats: LiveStats): Segment | null {
  if (stats.receivedKbps === null || stats.sentKbps === null) return null;
  return segment(bitrateWords(stats.receivedKbps, stats.sentKbps));
}
