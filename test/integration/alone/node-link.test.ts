import { afterEach, describe, expect, it, vi } from 'vitest';
import type { I420Frame } from '../../../src/shared/ascii/pixel-frame';
import { describeForPigeon, signalsOfPigeon } from '../../../src/shared/pigeon/pigeon-description';
import type { Signal } from '../../../src/shared/protocol/messages';
import { asBrowserTrack, NodeTrack, nodeTrackOf } from '../../../src/alone/media/node-track';
import { TestCard } from '../../../src/alone/media/test-card';
import { MediaPlace } from '../../../src/alone/rtc/media-place';
import { NodeConnection } from '../../../src/alone/rtc/node-connection';
import { NodeLink } from '../../../src/alone/rtc/node-link';
import { CertificatePin } from '../../../src/renderer/rtc/certificate-pin';
import type {
  LinkCloseReason,
  LinkTracks,
  PlacedTrack,
  TrackKind,
} from '../../../src/renderer/rtc/peer-link';
import type { PlainEnd } from '../../helpers/plain/plain-end';
import { createWeriftEnd } from '../../helpers/plain/werift-end';
import { pearson } from '../../helpers/picture-match';

const WIDTH_PX = 160;
const HEIGHT_PX = 96;
const PATIENCE_MS = 60_000;

interface End {
  readonly link: NodeLink;
  readonly tracks: Map<TrackKind, NodeTrack>;
  readonly messages: unknown[];
  readonly closed: LinkCloseReason[];
}

const TERMS = {
  generation: 0,
  iceServers: [],
  tracks: {},
  connectTimeoutMs: PATIENCE_MS,
} as const;

const links: NodeLink[] = [];
const ends: PlainEnd[] = [];
const timers: NodeJS.Timeout[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end.close()));
  for (const link of links.splice(0)) link.dispose();
  for (const timer of timers.splice(0)) clearInterval(timer);
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const timeout = PATIENCE_MS;
  await vi.waitFor(
    async () => {
      expect(await holds()).toBe(true);
    },
    { timeout },
  );
}

function open(
  isInitiator: boolean,
  tracks: LinkTracks = {},
  pin = new CertificatePin(),
  isPlain = false,
): End {
  return endOf(new NodeLink({ ...TERMS, isInitiator, isPlain, pin, tracks }, () => undefined));
}

function endOf(link: NodeLink): End {
  links.push(link);
  const end: End = { link, tracks: new Map(), messages: [], closed: [] };
  link.onTrack(({ kind, track }: PlacedTrack) => end.tracks.set(kind, nodeTrackOf(track)));
  link.onMessage((message) => end.messages.push(message));
  link.onClosed((reason) => end.closed.push(reason));
  return end;
}

function wire(from: End, to: End, change: (signal: Signal) => Signal = (signal) => signal): void {
  from.link.onSignal((signal) => {
    // As by a server: never within the same moment.
    setImmediate(() => to.link.signal(change(signal)));
  });
}

async function pair(caller: LinkTracks, callee: LinkTracks): Promise<[End, End]> {
  const ends: [End, End] = [open(true, caller), open(false, callee)];
  wire(ends[0], ends[1]);
  wire(ends[1], ends[0]);
  const areUp = (): boolean => ends.every(({ link }) => link.state === 'connected');
  await until(areUp);
  return ends;
}

/** Bars that stand still, thirty times a second. */
function picture(frame: I420Frame): MediaStreamTrack {
  const settings = { width: WIDTH_PX, height: HEIGHT_PX, frameRate: 30 };
  const track = new NodeTrack({ kind: 'video', label: 'bars', settings });
  timers.push(
    setInterval(() => {
      track.show(frame);
    }, 33),
  );
  return asBrowserTrack(track);
}

/** A tone, in pieces of 20 ms. */
function tone(): MediaStreamTrack {
  const track = new NodeTrack({ kind: 'audio', label: 'tone' });
  let at = 0;
  timers.push(
    setInterval(() => {
      track.play(Float32Array.from({ length: 960 }, () => Math.sin(at++ / 20) / 3));
    }, 20),
  );
  return asBrowserTrack(track);
}

function lumaOf({ y, yStride }: I420Frame): number[] {
  const luma = [];
  for (let row = 0; row < HEIGHT_PX; row += 4)
    for (let col = 0; col < WIDTH_PX; col += 4) luma.push(y[row * yStride + col]);
  return luma;
}

describe('a link whose signals are carried by hand', () => {
  const LETTER = { id: 'ab'.repeat(16) } as const;

  /** What the link says of itself until it has found all there is, as the other end reads it. */
  async function letterOf(kind: 'offer' | 'answer', signals: readonly Signal[]) {
    await until(() => signals.some((each) => each.kind === 'candidate' && each.candidate === ''));
    const said = signals.filter((each) => each.kind !== 'candidate' || each.candidate !== '');
    const description = describeForPigeon(said);
    if (description === null) throw new Error('nothing for a letter');
    expect(description.candidates.length).toBeGreaterThan(0);
    return signalsOfPigeon({ ...LETTER, kind, description });
  }

  function openByHand(isInitiator: boolean, tracks: LinkTracks): End & { said: Signal[] } {
    const pin = new CertificatePin();
    const options = { ...TERMS, isInitiator, pin, tracks, isSelfSignalled: true };
    const end = { ...endOf(new NodeLink(options, () => undefined)), said: [] as Signal[] };
    end.link.onSignal((signal) => end.said.push(signal));
    return end;
  }

  it('begins with data alone, waits, and has pictures and sound over itself', async () => {
    const frame = new TestCard(WIDTH_PX, HEIGHT_PX).next();
    const tracks = (): LinkTracks => ({ video: picture(frame), audio: tone() });
    const [ann, bob] = [openByHand(true, tracks()), openByHand(false, tracks())];
    const offer = await letterOf('offer', ann.said);
    for (const signal of offer) expect(bob.link.signal(signal).ok).toBe(true);
    const answer = await letterOf('answer', bob.said);
    for (const signal of answer) expect(ann.link.signal(signal).ok).toBe(true);
    for (const { link, tracks: received } of [ann, bob]) {
      await until(() => link.state === 'connected');
      await until(() => received.get('video')?.latest?.width === WIDTH_PX);
      expect(pearson(lumaOf(received.get('video')!.latest!), lumaOf(frame))).toBeGreaterThan(0.98);
      await until(() => link.receivedLevel() > 0.1);
    }
    expect(ann.said.filter(({ kind }) => kind === 'description')).toHaveLength(1);
    ann.link.dispose();
    await until(() => bob.closed.length > 0);
  });
});

describe('a link without a browser', () => {
  it('carries pictures, sound and messages both ways, and says who is at its ends', async () => {
    const frame = new TestCard(WIDTH_PX, HEIGHT_PX).next();
    const tracks = (): LinkTracks => ({ video: picture(frame), audio: tone() });
    const [ann, bob] = await pair(tracks(), tracks());
    for (const { link, tracks: received } of [ann, bob]) {
      expect([...received.keys()]).toEqual(['audio', 'video', 'screen', 'screen-audio']);
      const isShown = (): boolean => received.get('video')?.latest?.width === WIDTH_PX;
      await until(isShown);
      const shown = received.get('video')!.latest!;
      expect(pearson(lumaOf(shown), lumaOf(frame))).toBeGreaterThan(0.98);
      await until(() => link.receivedLevel() > 0.1);
      expect((await link.stats()).receivedAudioEnergy).toBeGreaterThan(0);
      expect(link.send({ kind: 'media', camera: true, microphone: true })).toBe(true);
    }
    const areTold = (): boolean => [ann, bob].every(({ messages }) => messages.length > 0);
    await until(areTold);
    expect(ann.messages).toEqual([{ kind: 'media', camera: true, microphone: true }]);
    const [seenByAnn, seenByBob] = [await ann.link.fingerprints(), await bob.link.fingerprints()];
    expect(seenByAnn).toEqual({ local: seenByBob!.remote, remote: seenByBob!.local });
    expect(seenByAnn!.local).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('sends a whole picture again to whoever has lost one', async () => {
    const frame = new TestCard(WIDTH_PX, HEIGHT_PX).next();
    const [, bob] = await pair({ video: picture(frame) }, {});
    const track = bob.tracks.get('video')!;
    await until(() => track.latest !== null);
    // As if all that the decoder goes by were lost: nothing but a whole picture helps.
    let shown = 0;
    bob.link.beginPicturesAnew();
    track.onFrame(() => shown++);
    await until(() => shown > 3);
  });

  it('carries files', async () => {
    const [ann, bob] = await pair({}, {});
    const received: unknown[] = [];
    bob.link.files!.onMessage((data) => received.push(data));
    await until(() => ann.link.files!.isOpen && bob.link.files!.isOpen);
    const bytes = Uint8Array.from({ length: 10_000 }, (_, at) => at % 251);
    ann.link.files!.send('a file');
    ann.link.files!.send(bytes);
    await until(() => received.length === 2);
    expect(received[0]).toBe('a file');
    expect(new Uint8Array(received[1] as ArrayBuffer)).toEqual(bytes);
  });

  it('takes the places of a later offer beside those there are', async () => {
    const frame = new TestCard(WIDTH_PX, HEIGHT_PX).next();
    const bob = open(false, { video: picture(frame) });
    const caller = new NodeConnection({ ...TERMS, isInitiator: true, pin: new CertificatePin() });
    caller.onSignal((signal) => setImmediate(() => bob.link.signal(signal)));
    bob.link.onSignal((signal) => {
      if (signal.kind === 'description') caller.take(signal);
      else if (signal.kind === 'candidate') caller.addCandidate(signal);
    });
    const send = (place: ReturnType<NodeConnection['openPlace']>): MediaPlace => {
      const sent = new MediaPlace(place, () => undefined);
      sent.setTrack(nodeTrackOf(picture(frame)));
      return sent;
    };
    const isShown = (kind: TrackKind) => () => bob.tracks.get(kind)?.latest?.width === WIDTH_PX;
    caller.createChannel();
    caller.openPlace('audio');
    const camera = caller.openPlace('video');
    caller.offer();
    await until(() => bob.link.state === 'connected');
    expect([...bob.tracks.keys()]).toEqual(['audio', 'video']);
    const before = bob.tracks.get('video')!;
    const sent = [send(camera)];
    await until(isShown('video'));
    const screen = caller.openPlace('video');
    caller.openPlace('audio');
    caller.offer();
    await until(() => bob.tracks.size === 4);
    sent.push(send(screen));
    await until(isShown('screen'));
    let more = 0;
    before.onFrame(() => more++);
    await until(() => more > 3);
    expect([...bob.tracks.keys()]).toEqual(['audio', 'video', 'screen', 'screen-audio']);
    expect([bob.tracks.get('video'), bob.link.state, bob.closed]).toEqual([
      before,
      'connected',
      [],
    ]);
    for (const place of sent) place.dispose();
    caller.dispose();
  });

  it('takes nobody whose certificate is not the one that it is tied to', async () => {
    const pin = new CertificatePin();
    pin.hold('AA:'.repeat(31) + 'AA');
    const ann = open(true);
    const bob = open(false, {}, pin);
    const refusals: unknown[] = [];
    ann.link.onSignal((signal) => {
      setImmediate(() => refusals.push(bob.link.signal(signal)));
    });
    await until(() => refusals.length > 0);
    expect(refusals[0]).toEqual({ ok: false, error: 'fingerprint-changed' });
    expect(bob.link.state).toBe('new');
  });

  it('asks no STUN server of anybody where none is given', async () => {
    const ann = open(true);
    const candidates: string[] = [];
    ann.link.onSignal((signal) => {
      if (signal.kind === 'candidate') candidates.push(signal.candidate);
    });
    await until(async () => (await ann.link.details()).gathering === 'complete');
    expect(candidates.filter((each) => / typ (?:srflx|relay)/.test(each))).toEqual([]);
  });
});

describe('a link with an end of another make', () => {
  it.each([
    ['offers to it', true],
    ['answers it', false],
  ])('%s, sees and hears itself, and has no channels', async (_what, isInitiator) => {
    const frame = new TestCard(WIDTH_PX, HEIGHT_PX).next();
    const tracks = { video: picture(frame), audio: tone() };
    const ann = open(isInitiator, tracks, new CertificatePin(), true);
    const mirror = await createWeriftEnd('both', (signal) => {
      const said = signal as unknown as Signal;
      setImmediate(() => ann.link.signal({ ...said, generation: 0 }));
    });
    ends.push(mirror);
    ann.link.onSignal((signal) => {
      if (signal.kind === 'description' || signal.kind === 'candidate')
        setImmediate(() => void mirror.take(signal));
    });
    await mirror.start(!isInitiator);
    await until(() => ann.link.state === 'connected');
    expect([...ann.tracks.keys()]).toEqual(['audio', 'video']);
    expect([ann.link.files, await ann.link.fingerprints()]).toEqual([null, null]);
    await until(() => ann.tracks.get('video')?.latest?.width === WIDTH_PX);
    expect(pearson(lumaOf(ann.tracks.get('video')!.latest!), lumaOf(frame))).toBeGreaterThan(0.98);
    await until(() => ann.link.receivedLevel() > 0.1);
    await until(async () => (await ann.link.stats()).receivedFps > 0);
    expect((await mirror.figures()).soundPackets).toBeGreaterThan(0);
  });
});
