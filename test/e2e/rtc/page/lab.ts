import { AudioOutput } from '../../../../src/renderer/media/audio-output';
import { createMediaAccess } from '../../../../src/renderer/media/device-access';
import { listDevices } from '../../../../src/renderer/media/device-list';
import { LocalMedia } from '../../../../src/renderer/media/local-media';
import type { MediaFailure } from '../../../../src/renderer/media/media-failure';
import { RingTone } from '../../../../src/renderer/media/ring-tone';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';
import { CertificatePin } from '../../../../src/renderer/rtc/certificate-pin';
import { createEchoPeer } from '../../../../src/renderer/rtc/echo-peer';
import { createLocalCertificate } from '../../../../src/renderer/rtc/local-certificate';
import type {
  LinkCloseReason,
  LinkStats,
  PeerLink,
  PeerLinkOptions,
  PeerLinkState,
  TrackKind,
} from '../../../../src/renderer/rtc/peer-link';
import { SendingControl } from '../../../../src/renderer/rtc/sending-control';
import { createPlainPeerLink } from '../../../../src/renderer/rtc/plain-peer-link';
import { createSimplePeerLink } from '../../../../src/renderer/rtc/simple-peer-link';
import type { Bandwidth, View } from '../../../../src/shared/call/sending-policy';
import type { Signal } from '../../../../src/shared/protocol/messages';
import type { PeerMessage } from '../../../../src/shared/protocol/peer-messages';
import { SPEECH_RATE, syntheticSpeech } from '../../../helpers/synthetic-speech';
import { allowCodecs } from './allow-codecs';
import { bareEndOf } from './bare-end';
import { readBrightness } from './read-brightness';
import { readPlanes } from './read-planes';
import { answerWithoutRepetition, startVoice, type Voice } from './voice';

// The page in which the tests make peer connections. Each test drives it through `window.lab`.

/** A link with all that it said so far. */
export interface Watched {
  readonly link: PeerLink;
  readonly signals: Signal[];
  readonly states: PeerLinkState[];
  readonly closings: LinkCloseReason[];
  readonly messages: PeerMessage[];
  readonly received: Partial<Record<TrackKind, MediaStreamTrack>>;
}

type Tracks = PeerLinkOptions['tracks'];

const NOTHING: Tracks = { audio: null, video: null };
const POLL_MS = 40;
/** Below the time limit of a test, so that one which hangs says at what. */
const PATIENCE_MS = 150_000;
const MS_PER_S = 1_000;
const SPEECH_SECONDS = 8;

function watch(
  options: Partial<PeerLinkOptions>,
  certificate: RTCCertificate | null = null,
): Watched {
  const terms: PeerLinkOptions = {
    isInitiator: false,
    generation: 0,
    pin: new CertificatePin(),
    iceServers: [],
    tracks: NOTHING,
    connectTimeoutMs: 60_000,
    ...options,
  };
  const create = terms.isPlain === true ? createPlainPeerLink : createSimplePeerLink;
  const link = create(terms, certificate);
  const watched: Watched = {
    link,
    signals: [],
    states: [],
    closings: [],
    messages: [],
    received: {},
  };
  link.onSignal((signal) => watched.signals.push(signal));
  link.onState((state) => watched.states.push(state));
  link.onClosed((reason) => watched.closings.push(reason));
  link.onMessage((message) => watched.messages.push(message));
  link.onTrack(({ kind, track }) => {
    watched.received[kind] = track;
    if (track.kind === 'audio') play(track);
  });
  return watched;
}

/** Held, since a player that nobody knows may be collected before it plays. */
const players: HTMLAudioElement[] = [];

/** Chromium decodes sound only when something plays it. */
function play(track: MediaStreamTrack): void {
  const player = new Audio();
  player.autoplay = true;
  player.srcObject = new MediaStream([track]);
  players.push(player);
}

/** Signals of one end go to the other, as the server would carry them: as JSON. */
function wire(from: Pick<PeerLink, 'onSignal'>, to: Pick<PeerLink, 'signal'>): void {
  from.onSignal((signal) => {
    to.signal(JSON.parse(JSON.stringify(signal)) as Signal);
  });
}

function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  return new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      if (await condition()) resolve();
      else if (performance.now() > endMs) reject(new Error(`waited for ${String(condition)}`));
      else setTimeout(() => void look().catch(reject), POLL_MS);
    };
    look().catch(reject);
  });
}

/** Two links in this page, connected to each other. */
async function pair(callerTracks: Tracks, calleeTracks: Tracks): Promise<[Watched, Watched]> {
  const caller = watch({ isInitiator: true, tracks: callerTracks });
  const callee = watch({ tracks: calleeTracks });
  wire(caller.link, callee.link);
  wire(callee.link, caller.link);
  await until(() => caller.link.state === 'connected' && callee.link.state === 'connected');
  return [caller, callee];
}

/** A link that calls an echo peer. */
function callEcho(tracks: Tracks): { caller: Watched; hangUp: () => void } {
  const caller = watch({ isInitiator: true, tracks });
  const echo = createEchoPeer(
    { generation: 0, iceServers: [], connectTimeoutMs: 60_000 },
    createSimplePeerLink,
  );
  wire(caller.link, echo);
  wire(echo, caller.link);
  return {
    caller,
    hangUp: () => {
      caller.link.dispose();
      echo.dispose();
    },
  };
}

/** A picture of one colour, painted anew for every frame. */
function paint(colour: string): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 240;
  const context = canvas.getContext('2d')!;
  let frame = 0;
  setInterval(() => {
    frame += 1;
    context.fillStyle = colour;
    context.fillRect(0, 0, 320, 240);
    // Something must change, or nothing is sent.
    context.fillStyle = frame % 2 === 0 ? '#000' : '#fff';
    context.fillRect(0, 0, 4, 4);
  }, 50);
  return canvas.captureStream(20).getVideoTracks()[0];
}

/** A microphone of Chromium's fake device: it beeps once a second. */
async function microphone(): Promise<MediaStreamTrack> {
  // Unprocessed: noise suppression would take the beep for noise.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  return stream.getAudioTracks()[0];
}

/** Something that speaks without end, in place of a microphone. */
function speech(): MediaStreamTrack {
  const context = new AudioContext({ sampleRate: SPEECH_RATE });
  const samples = syntheticSpeech(SPEECH_SECONDS);
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: SPEECH_RATE });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  const output = context.createMediaStreamDestination();
  source.connect(output);
  source.start();
  const track = output.stream.getAudioTracks()[0];
  track.contentHint = 'speech';
  return track;
}

interface CameraWish {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framerate: number;
}

async function camera(wish?: CameraWish): Promise<MediaStreamTrack> {
  const video = wish
    ? { width: wish.widthPx, height: wish.heightPx, frameRate: wish.framerate }
    : true;
  const stream = await navigator.mediaDevices.getUserMedia({ video });
  return stream.getVideoTracks()[0];
}

type Primary = 'red' | 'green' | 'blue';
type Colour = readonly [red: number, green: number, blue: number];

const PRIMARIES: readonly Primary[] = ['red', 'green', 'blue'];

function isMostly(primary: Primary, colour: Colour): boolean {
  return PRIMARIES.every((each, index) => {
    return each === primary ? colour[index] > 90 : colour[index] < 70;
  });
}

/** Somewhere to watch a track, from when this is made. */
class Screen {
  private readonly video = document.createElement('video');
  private readonly canvas = new OffscreenCanvas(16, 12);

  constructor(track: MediaStreamTrack) {
    this.video.muted = true;
    this.video.autoplay = true;
    this.video.srcObject = new MediaStream([track]);
  }

  /** Waits until it shows `primary`. */
  shows(primary: Primary): Promise<void> {
    return until(() => isMostly(primary, this.colour()));
  }

  /** Waits until no new frames come, and says what stands on it then. */
  async freezes(): Promise<Primary | 'other'> {
    let last = -1;
    let sameCount = 0;
    await until(() => {
      const { totalVideoFrames } = this.video.getVideoPlaybackQuality();
      sameCount = totalVideoFrames === last ? sameCount + 1 : 0;
      last = totalVideoFrames;
      // Twenty frames a second were painted: a second without any is no hiccup.
      return sameCount > MS_PER_S / POLL_MS;
    });
    return PRIMARIES.find((primary) => isMostly(primary, this.colour())) ?? 'other';
  }

  private colour(): Colour {
    const context = this.canvas.getContext('2d', { willReadFrequently: true })!;
    if (this.video.videoWidth === 0) return [0, 0, 0];
    context.drawImage(this.video, 0, 0, 16, 12);
    // The middle, away from the flicker in the corner.
    const [red = 0, green = 0, blue = 0] = context.getImageData(8, 6, 1, 1).data;
    return [red, green, blue];
  }
}

/** Waits until `count` more frames of a track have been shown. */
async function framesPass(track: MediaStreamTrack, count: number): Promise<void> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  const frames = (): number => video.getVideoPlaybackQuality().totalVideoFrames;
  const last = frames() + count;
  await until(() => frames() >= last);
  video.srcObject = null;
}

/** Samples a link every second, as calls do, and sends by these wishes (`null`: as browsers do). */
function keepSending(
  { link }: Watched,
  track: MediaStreamTrack,
  wishes: { readonly view: View; readonly bandwidth: Bandwidth } | null,
): readonly LinkStats[] {
  const samples: LinkStats[] = [];
  const control = wishes && new SendingControl(link, () => track);
  if (wishes) {
    control?.setBandwidth(wishes.bandwidth);
    control?.setView(wishes.view);
  }
  setInterval(() => {
    void link.stats().then((stats) => {
      samples.push(stats);
      control?.handleStats(stats);
    });
  }, MS_PER_S);
  return samples;
}

function screen(track: MediaStreamTrack | undefined): Screen {
  return new Screen(track!);
}

/** Waits until `track` shows `primary`. */
function shows(track: MediaStreamTrack | undefined, primary: Primary): Promise<void> {
  return screen(track).shows(primary);
}

/** Waits until more sound has arrived than by now. */
async function hears({ link }: Watched): Promise<void> {
  const before = (await link.stats()).receivedAudioEnergy;
  await until(async () => (await link.stats()).receivedAudioEnergy > before + 1e-4);
}

/** My camera and microphone, on this browser's devices. */
function localMedia(settings: Partial<Settings> = {}) {
  const access = createMediaAccess();
  const media = new LocalMedia({ access, settings: { ...DEFAULT_SETTINGS, ...settings } });
  const failures: MediaFailure[] = [];
  media.onFailure((failure) => failures.push(failure));
  return { media, failures, list: () => listDevices(access, media) };
}

/** Share of pixels that differ clearly between two moments of a track. */
async function motion(track: MediaStreamTrack): Promise<number> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  const context = new OffscreenCanvas(80, 60).getContext('2d', { willReadFrequently: true })!;
  const look = (): Uint8ClampedArray => {
    context.drawImage(video, 0, 0, 80, 60);
    return context.getImageData(0, 0, 80, 60).data;
  };
  const before = look();
  const start = video.getVideoPlaybackQuality().totalVideoFrames;
  await until(() => video.getVideoPlaybackQuality().totalVideoFrames > start + 10);
  const after = look();
  const changed = before.filter((value, index) => Math.abs(value - after[index]) > 40);
  return changed.length / before.length;
}

/** A voice to another link of this page, or to a browser that knows no repetition (RFC 2198). */
async function speakTo(whom: 'link' | 'browser without repetition'): Promise<Voice> {
  const track = speech();
  const first = window.connections.length;
  if (whom === 'link') {
    const [caller] = await pair({ audio: track }, NOTHING);
    return startVoice(caller.link, track, window.connections[first], window.connections[first + 1]);
  }
  const { link, states } = watch({ isInitiator: true, tracks: { audio: track } });
  const other = answerWithoutRepetition(link);
  other.addEventListener('track', (event) => {
    if (event.track.kind === 'audio') play(event.track);
  });
  await until(() => states.includes('connected'));
  return startVoice(link, track, window.connections[first], other);
}

const lab = {
  createLocalCertificate,
  allowCodecs,
  bareEndOf,
  readBrightness,
  readPlanes,
  AudioOutput,
  RingTone,
  SendingControl,
  localMedia,
  motion,
  NOTHING,
  watch,
  wire,
  until,
  pair,
  callEcho,
  paint,
  microphone,
  speech,
  speakTo,
  camera,
  framesPass,
  keepSending,
  shows,
  screen,
  hears,
};

declare global {
  interface Window {
    lab: typeof lab;
    /** Every peer connection that was made in this page; see lab-browser.ts. */
    connections: RTCPeerConnection[];
    /** Those that a test has started. */
    voices: Voice[];
    /** Ways from one page to another, made by the test. */
    carry: (signal: unknown) => Promise<unknown>;
    receive: (signal: unknown) => unknown;
  }
}

window.lab = lab;
