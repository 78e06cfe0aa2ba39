import { afterEach, describe, expect, it, vi } from 'vitest';
import { FrameCopier, type SizedFrame } from '../../../../src/renderer/workers/frame-copier';
import { FrameReader, type FrameReaderConfig } from '../../../../src/renderer/workers/frame-reader';
import { FakeVideoFrame } from '../../../helpers/fake-video-frame';

const SIZE = { format: 'I420', width: 4, height: 2 } as const;

function makeFrames(count: number): FakeVideoFrame[] {
  return Array.from({ length: count }, (_, fill) => new FakeVideoFrame({ ...SIZE, fill }));
}

function streamOf(frames: readonly FakeVideoFrame[]): ReadableStream<VideoFrame> {
  return new ReadableStream({
    start(controller) {
      for (const frame of frames) controller.enqueue(frame.asVideoFrame());
      controller.close();
    },
  });
}

function read(
  readable: ReadableStream<VideoFrame>,
  overrides: Partial<FrameReaderConfig> = {},
): { reader: FrameReader; shown: SizedFrame[]; errors: unknown[] } {
  const shown: SizedFrame[] = [];
  const errors: unknown[] = [];
  const reader = new FrameReader({
    readable,
    copier: new FrameCopier(),
    isWanted: () => true,
    handleFrame: (frame) => shown.push(frame),
    handleError: (error) => errors.push(error),
    ...overrides,
  });
  return { reader, shown, errors };
}

describe('FrameReader', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows every frame that is wanted, and closes each exactly once', async () => {
    const frames = makeFrames(6);
    let asked = 0;
    const { reader, shown, errors } = read(streamOf(frames), { isWanted: () => asked++ % 2 === 0 });
    await reader.done;
    expect(shown).toHaveLength(3);
    expect(frames.map(({ closeCount }) => closeCount)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(frames.map(({ copies }) => copies.length)).toEqual([1, 0, 1, 0, 1, 0]);
    expect(errors).toEqual([]);
  });

  it('reports a frame that cannot be read, closes it and goes on', async () => {
    const frames = makeFrames(3);
    frames[1].copyTo = () => Promise.reject(new Error('lost'));
    const { reader, shown, errors } = read(streamOf(frames));
    await reader.done;
    expect(shown).toHaveLength(2);
    expect(errors).toEqual([new Error('lost')]);
    expect(frames.map(({ closeCount }) => closeCount)).toEqual([1, 1, 1]);
  });

  it('shows nothing more once disposed, and still closes the frame in hand', async () => {
    const [frame] = makeFrames(1);
    const { reader, shown } = read(streamOf([frame]), {
      isWanted: () => {
        reader.dispose();
        return true;
      },
    });
    await reader.done;
    expect(shown).toEqual([]);
    expect(frame.closeCount).toBe(1);
  });

  it('closes what still comes of a stream that the page is slow to end', async () => {
    vi.useFakeTimers();
    const [late] = makeFrames(1);
    let controller!: ReadableStreamDefaultController<VideoFrame>;
    const { reader, shown } = read(
      new ReadableStream({
        start(own) {
          controller = own;
        },
      }),
    );
    reader.dispose();
    await vi.advanceTimersByTimeAsync(5_000);
    controller.enqueue(late.asVideoFrame());
    controller.close();
    await reader.done;
    expect(shown).toEqual([]);
    expect(late.closeCount).toBe(1);
  });

  it('reports a stream that breaks', async () => {
    const broken = new ReadableStream<VideoFrame>({
      pull(controller) {
        controller.error(new Error('camera unplugged'));
      },
    });
    const { reader, errors } = read(broken);
    await reader.done;
    expect(errors).toEqual([new Error('camera unplugged')]);
  });
});
