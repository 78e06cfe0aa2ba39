import type { StyleName } from '../../shared/ascii/styles';
import type { CallPhase, CallSummary } from '../../shared/call/call-phase';
import type { PushPayload } from '../../shared/protocol/events';
import { ECHO_NAME } from '../../shared/protocol/messages';
import type { MediaState } from '../../shared/protocol/peer-messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { ReachFailure } from '../../shared/signalling/reach-failure';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import type { ChatLine } from '../chat/chat-client';
import type { News } from '../chat/roster-news';
import type { MediaFailure } from '../media/media-failure';
import {
  SERVER_BACK,
  SERVER_LOST,
  signedInSentence,
  signedOutSentence,
  signInFailureSentence,
} from '../text/account-sentences';
import {
  callEndSentence,
  connectedSentence,
  connectionBackSentence,
  interruptedSentence,
  missedCallSentence,
  peerBackSentence,
  peerGoneSentence,
  ringingSentence,
} from '../text/call-sentences';
import { clockTime } from '../text/clock-time';
import {
  cameraOffSentence,
  darkCameraSentence,
  ownCameraSentence,
  ownMicrophoneSentence,
  peerDeviceSentence,
  restlessMicrophoneSentence,
} from '../text/device-sentences';
import { styleSentence } from '../text/look-sentences';
import type { NoticeTone } from '../text/notice-tone';
import type { ChatPane } from './chat-pane';
import type { InputSentences } from '../text/input-sentences';
import { mediaFailureSentence } from '../text/media-sentences';
import { comingLines } from '../text/people-lines';
import {
  RECEIVED_AS_TEXT,
  SENT_AS_TEXT,
  stillSentence,
  VIDEO_AGAIN,
} from '../text/picture-sentences';
import { RareNews } from './rare-news';
import type { MediaFacts, TextPictureFacts } from './status-facts';

/** Outcomes of a call that nobody need worry about. */
const QUIET_OUTCOMES = new Set(['hung-up', 'cancelled', 'declined']);

/**
 * So many changes of the other end's microphone are told in a call: it may be a key that is held.
 */
const MAX_MICROPHONE_NEWS = 4;

/** A picture that stops and goes on all the time is told of so often; its tile shows each time. */
const STILL_NEWS_PAUSE_MS = 60_000;

/**
 * Which of the other end's devices are on. `isDark`: the camera is off because it gives no picture.
 */
type PeerMedia = Pick<MediaState, 'camera' | 'microphone'> & { readonly isDark?: boolean };

interface Notice {
  readonly text: string;
  readonly tone: NoticeTone;
}

/**
 * What there is to say of a camera whose picture is gone by no choice of theirs; `null`: nothing.
 */
function darkCameraNews(media: PeerMedia, before: PeerMedia | null, peer: string): string | null {
  const [isDark, wasDark] = [media.isDark === true, before?.isDark === true];
  if (isDark && !wasDark) return darkCameraSentence(peer, true);
  if (!wasDark || isDark) return null;
  return media.camera ? darkCameraSentence(peer, false) : cameraOffSentence(peer);
}

/**
 * Tells in the chat pane what happened, in sentences: everything that others see on the stage and
 * in the status bar is said here as well, where a screen reader speaks it. Each change is told
 * once, also when its handler hears of it several times.
 */
export class Announcer {
  private signalling: SignallingState = { kind: 'signed-out' };
  private phase: CallPhase = { kind: 'idle' };
  private peerMedia: PeerMedia | null = null;
  private microphoneNews = 0;
  private style: StyleName | null = null;
  /** What was last said of the camera; `null`: nothing, or that it failed. */
  private camera: 'on' | 'off' | null = null;
  private isMuted = false;
  private textPicture: TextPictureFacts = { isReceived: false, isSent: false };
  private readonly complaints: Record<MediaFailure['kind'], string> = {
    camera: '',
    microphone: '',
  };

  private readonly stillNews: RareNews;

  /** `now`: ms, of a clock that never goes back. */
  constructor(
    private readonly pane: Pick<ChatPane, 'append' | 'notice'>,
    private readonly sentences: InputSentences,
    now: () => number = () => performance.now(),
  ) {
    this.stillNews = new RareNews(STILL_NEWS_PAUSE_MS, now);
  }

  tell(text: string, tone: NoticeTone = 'info'): void {
    this.pane.notice(text, tone);
  }

  tellLines(lines: readonly string[], tone: NoticeTone = 'echo'): void {
    this.pane.notice(lines.join('\n'), tone);
  }

  handleLine(line: ChatLine): void {
    this.pane.append({ kind: 'chat', ...line });
  }

  handleCallEnded(summary: CallSummary): void {
    const tone = QUIET_OUTCOMES.has(summary.outcome) ? 'info' : 'warn';
    this.tell(callEndSentence(summary), tone);
  }

  handleMissed({ from, reason, atMs }: PushPayload<'call:missed'>): void {
    this.tell(missedCallSentence(from, reason, clockTime(atMs)), 'warn');
  }

  handleRoster({ came, left }: News): void {
    for (const line of comingLines(left, 'left')) this.tell(line);
    for (const line of comingLines(came, 'came')) this.tell(line);
  }

  /**
   * To be called with every phase, also the same one again. How a call ended, its summary tells.
   */
  handlePhase(phase: CallPhase): void {
    const before = this.phase;
    this.phase = phase;
    if (phase.kind === 'idle') {
      this.peerMedia = null;
      this.microphoneNews = 0;
      this.stillNews.clear();
    }
    const notice = phaseNotice(phase, before, this.sentences);
    if (notice !== null) this.tell(notice.text, notice.tone);
  }

  /** What the status bar shows of the devices. */
  handleOwnMedia({ camera, microphone }: MediaFacts): void {
    if (camera === 'on') this.complaints.camera = '';
    if (microphone === 'on') this.complaints.microphone = '';
    // None: on its way, or failed, which is told as a failure, or resting with the window. Dark is
    // told with what to try.
    if (camera === 'dark') this.camera = null;
    else if (camera !== 'none' && camera !== this.camera) {
      this.camera = camera;
      this.tell(ownCameraSentence(camera === 'on'));
    }
    const isMuted = microphone === 'muted';
    if (isMuted === this.isMuted) return;
    this.isMuted = isMuted;
    if (isMuted) this.tell(ownMicrophoneSentence('muted'));
    else this.tell(ownMicrophoneSentence(microphone === 'on' ? 'on' : 'idle'));
  }

  /** `peer`: a sanitised name. */
  handlePeerMedia(media: PeerMedia, peer: string): void {
    // Echo repeats what the user does with theirs.
    if (peer === ECHO_NAME) return;
    const before = this.peerMedia;
    this.peerMedia = media;
    for (const device of ['camera', 'microphone'] as const) {
      const isOn = media[device];
      const news = device === 'camera' ? darkCameraNews(media, before, peer) : null;
      if (news !== null) {
        this.tell(news);
        continue;
      }
      if (isOn === (before?.[device] ?? true)) continue;
      if (device === 'microphone' && this.isOldNews(peer)) continue;
      this.tell(peerDeviceSentence(peer, device, isOn, before === null));
    }
  }

  /** Somebody's picture stands still, or moves again. `peer`: a sanitised name. */
  handleStill(isStill: boolean, peer: string): void {
    if (isStill && this.stillNews.isDue(peer)) this.tell(stillSentence(peer), 'warn');
  }

  /** To be called when either has changed. */
  handleTextPicture({ isReceived, isSent }: TextPictureFacts): void {
    const before = this.textPicture;
    this.textPicture = { isReceived, isSent };
    if (isReceived && !before.isReceived) this.tell(RECEIVED_AS_TEXT, 'warn');
    if (isSent && !before.isSent) this.tell(SENT_AS_TEXT, 'warn');
    if (!isReceived && !isSent) this.tell(VIDEO_AGAIN, 'good');
  }

  /** Whether enough was said of the other end's microphone, and was said to be. */
  private isOldNews(peer: string): boolean {
    this.microphoneNews += 1;
    if (this.microphoneNews === MAX_MICROPHONE_NEWS + 1) {
      this.tell(restlessMicrophoneSentence(peer));
    }
    return this.microphoneNews > MAX_MICROPHONE_NEWS;
  }

  /** The first call says what the style is at the start, which is no news. */
  handleStyle(style: StyleName): void {
    const before = this.style;
    this.style = style;
    if (before !== null && before !== style) this.tell(styleSentence(style));
  }

  /** The same complaint at the start, at every call and after it would be noise. */
  handleMediaFailure(failure: MediaFailure): void {
    const sentence = mediaFailureSentence(failure);
    if (failure.kind === 'camera' && failure.replacedBy === null) this.camera = null;
    if (sentence === this.complaints[failure.kind]) return;
    this.complaints[failure.kind] = sentence;
    this.tell(sentence, 'warn');
  }

  /**
   * Says when the server is gone and when it is back; signing in by hand is told by its command.
   */
  handleSignalling(state: SignallingState): void {
    const before = this.signalling;
    this.signalling = state;
    if (state.kind === 'reconnecting' && before.kind !== 'reconnecting') {
      this.tell(SERVER_LOST, 'warn');
    }
    if (state.kind === 'signed-in' && before.kind === 'reconnecting') {
      this.tell(SERVER_BACK, 'good');
    }
    const awaited = awaitedName(before);
    if (state.kind === 'signed-in' && awaited !== null) {
      this.tell(signedInSentence(state.name), 'good');
    }
    if (state.kind === 'signed-out' && state.reason !== undefined) {
      this.tell(endSentence(state, state.reason, before), 'error');
    }
  }
}

function reconnectingNotice(
  { peer, callId, isPeerGone }: Extract<CallPhase, { kind: 'reconnecting' }>,
  before: CallPhase,
): Notice | null {
  const wasGone = before.kind === 'reconnecting' && before.callId === callId && before.isPeerGone;
  if (isPeerGone) {
    return wasGone ? null : { text: peerGoneSentence(peer), tone: 'warn' };
  }
  if (before.kind === 'reconnecting' && !wasGone) return null;
  const text = wasGone ? peerBackSentence(peer) : interruptedSentence(peer);
  return { text, tone: 'warn' };
}

/** Under which name a first sign-in goes on that has been told of; `null`: none does. */
function awaitedName(state: SignallingState): string | null {
  if (state.kind !== 'connecting') return null;
  return state.waitsForName ?? state.retry?.name ?? null;
}

/** How somebody who was signed in, or was tried to be, no longer is. */
function endSentence(
  { reach }: { readonly reach?: ReachFailure },
  reason: RequestFailure,
  before: SignallingState,
): string {
  const awaited = awaitedName(before);
  if (awaited === null || before.kind !== 'connecting') return signedOutSentence(reason);
  return signInFailureSentence({ reason, ...(reach && { reach }) }, awaited, before.server);
}

/** What is news in a phase of a call; `null`: nothing. */
function phaseNotice(
  phase: CallPhase,
  before: CallPhase,
  sentences: InputSentences,
): Notice | null {
  switch (phase.kind) {
    case 'incoming':
      if (isSame(phase, before)) return null;
      return { text: sentences.incomingCall(phase.peer), tone: 'warn' };
    case 'outgoing':
      if (!phase.isRinging || (before.kind === 'outgoing' && before.isRinging)) return null;
      return { text: ringingSentence(phase.peer), tone: 'info' };
    case 'live':
      if (isSame(phase, before)) return null;
      return before.kind === 'reconnecting'
        ? { text: connectionBackSentence(phase.peer), tone: 'good' }
        : { text: connectedSentence(phase.peer), tone: 'good' };
    case 'reconnecting':
      return reconnectingNotice(phase, before);
    case 'pigeon':
    case 'connecting':
    case 'idle':
      return null;
  }
}

/** Whether two phases are the same stage of the same call, whatever else changed in it. */
function isSame(phase: CallPhase, before: CallPhase): boolean {
  if (phase.kind === 'idle' || before.kind === 'idle') return phase.kind === before.kind;
  return phase.kind === before.kind && phase.callId === before.callId;
}
