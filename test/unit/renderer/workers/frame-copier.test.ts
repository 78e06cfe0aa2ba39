import { describe, expect, it } from 'vitest';
import { FrameCopier } from '../../../../src/renderer/workers/frame-copier';
import { FakeVideoFrame } from '../../../helpers/fake-video-frame';

describe('FrameCopier', () => {
  it('copies an I420 frame plane by plane, with its strides and colour', async () => {
    const frame = new FakeVideoFrame({ format: 'I420', width: 6, height: 4, fill: 7 });
    frame.colorSpace = { matrix: 'bt709', fullRange: true };
    const { pixels } = await new FrameCopier().copy(frame.asVideoFrame());
    expect(pixels).toMatchObject({
      format: 'i420',
      width: 6,
      height: 4,
      yStride: 6,
      uStride: 3,
      vStride: 3,
      colour: { matrix: 'bt709', isFullRange: true },
    });
    if (pixels.format !== 'i420') throw new Error('not planes');
    expect([pixels.y[0], pixels.u[0], pixels.v[0]]).toEqual([7, 8, 9]);
  });

  it('copies an NV12 frame as two planes', async () => {
    const frame = new FakeVideoFrame({ format: 'NV12', width: 6, height: 4, fill: 3 });
    const { pixels } = await new FrameCopier().copy(frame.asVideoFrame());
    expect(pixels).toMatchObject({ format: 'nv12', width: 6, yStride: 6, uvStride: 6 });
  });

  it.each([null, 'BGRX', 'I444', 'I420A'] as const)(
    'asks for RGBA when a frame is %s',
    async (format) => {
      const frame = new FakeVideoFrame({ format, width: 6, height: 4, fill: 1 });
      const { pixels } = await new FrameCopier().copy(frame.asVideoFrame());
      expect(pixels).toMatchObject({ format: 'rgba', width: 6, height: 4, stride: 24 });
      expect(frame.copies).toEqual(['RGBA']);
    },
  );

  it('falls back to RGBA when the planes cannot be cut at the visible rectangle', async () => {
    const frame = new FakeVideoFrame({ format: 'I420', width: 5, height: 3, fill: 1 });
    frame.refusesPlanes = true;
    const { pixels } = await new FrameCopier().copy(frame.asVideoFrame());
    expect(pixels).toMatchObject({ format: 'rgba', width: 5, height: 3 });
  });

  it('takes its size from the visible rectangle, and the display size as the frame gives it', async () => {
    const frame = new FakeVideoFrame({ format: 'I420', width: 8, height: 4, fill: 1 });
    frame.codedWidth = 16;
    frame.displayWidth = 12;
    const copied = await new FrameCopier().copy(frame.asVideoFrame());
    expect(copied).toMatchObject({ displayWidth: 12, displayHeight: 4, pixels: { width: 8 } });
  });

  it('leaves the frame before untouched while the next is copied', async () => {
    const copier = new FrameCopier();
    const size = { format: 'I420', width: 4, height: 2 } as const;
    const first = await copier.copy(new FakeVideoFrame({ ...size, fill: 10 }).asVideoFrame());
    const second = await copier.copy(new FakeVideoFrame({ ...size, fill: 20 }).asVideoFrame());
    if (first.pixels.format !== 'i420' || second.pixels.format !== 'i420') throw new Error();
    expect([first.pixels.y[0], second.pixels.y[0]]).toEqual([10, 20]);
  });
});
