import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  awaitCapture,
  type CaptureSink,
  startCapture,
} from '../../../../src/renderer/terminal/capture';

/** As much of a browser's track as is used here. */
class FakeTrack {
  readyState = 'live';
  readonly clones: FakeTrack[] = [];

  clone(): FakeTrack {
    const clone = new FakeTrack();
    this.clones.push(clone);
    return clone;
  }

  stop(): void {
    this.readyState = 'ended';
  }
}

function trackOf(fake: FakeTrack): MediaStreamTrack {
  return fake as unknown as MediaStreamTrack;
}

function sink(): CaptureSink & { readonly read: unknown[] } {
  const read: unknown[] = [];
  return {
    read,
    readFrames: (readable) => read.push(readable),
    awaitPixels: () => undefined,
    sendPixels: () => undefined,
    onPixelsTaken: () => ({ dispose: () => undefined }),
  };
}

/** Each has a stream of its own, named after the track that it reads. */
class FakeProcessor {
  readonly readable: unknown;

  constructor({ track }: { track: unknown }) {
    this.readable = track;
  }
}

beforeEach(() => {
  vi.stubGlobal('MediaStreamTrackProcessor', FakeProcessor);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a track that is to be shown', () => {
  it('is read from what was held of it', () => {
    const track = new FakeTrack();
    awaitCapture(trackOf(track));
    const shown = sink();
    startCapture(trackOf(track), shown);
    expect(track.clones).toHaveLength(1);
    expect(shown.read).toEqual([track.clones[0]]);
  });

  it('is held once, however often somebody waits for it', () => {
    const track = new FakeTrack();
    awaitCapture(trackOf(track));
    awaitCapture(trackOf(track)).dispose();
    expect(track.clones.map(({ readyState }) => readyState)).toEqual(['live']);
  });

  it('is let go when it is not shown after all', () => {
    const track = new FakeTrack();
    awaitCapture(trackOf(track)).dispose();
    expect(track.clones.map(({ readyState }) => readyState)).toEqual(['ended']);
    startCapture(trackOf(track), sink());
    expect(track.clones.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
  });

  it('is ended by whoever shows it, and by nobody else', () => {
    const track = new FakeTrack();
    const awaited = awaitCapture(trackOf(track));
    const shown = startCapture(trackOf(track), sink());
    awaited.dispose();
    expect(track.clones[0].readyState).toBe('live');
    shown.dispose();
    expect(track.clones[0].readyState).toBe('ended');
    expect(track.readyState).toBe('live');
  });

  it('is not held where nothing could be read of it', () => {
    const ended = new FakeTrack();
    ended.stop();
    awaitCapture(trackOf(ended)).dispose();
    vi.unstubAllGlobals();
    const track = new FakeTrack();
    awaitCapture(trackOf(track)).dispose();
    expect([...ended.clones, ...track.clones]).toEqual([]);
  });
});
