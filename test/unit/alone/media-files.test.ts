import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOUND_RATE_HZ } from '../../../src/alone/media/node-track';
import { fromSamples, toSamples } from '../../../src/alone/media/samples';
import { TestCard } from '../../../src/alone/media/test-card';
import { readWav, WavWriter } from '../../../src/alone/media/wav-file';
import { Y4mClip } from '../../../src/alone/media/y4m-clip';
import { encodeY4m } from '../../helpers/y4m';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-media-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('a clip', () => {
  const frame = (level: number) => ({
    widthPx: 8,
    heightPx: 4,
    y: new Uint8Array(32).fill(level),
    u: new Uint8Array(8).fill(level + 1),
    v: new Uint8Array(8).fill(level + 2),
  });

  it('plays its frames over and over', async () => {
    const clip = await Y4mClip.open(fileOf('two.y4m', encodeY4m([frame(10), frame(20)], 15)));
    expect(clip).toMatchObject({ widthPx: 8, heightPx: 4, fps: 15 });
    const levels = [];
    for (let count = 0; count < 5; count++) {
      const { y, u, v } = (await clip!.next())!;
      levels.push([y.length, y[31], u[0], v[7]]);
    }
    const [first, second] = [
      [32, 10, 11, 12],
      [32, 20, 21, 22],
    ];
    expect(levels).toEqual([first, second, first, second, first]);
    await clip!.close();
  });

  it.each([
    ['nothing', ''],
    ['a picture', '\x89PNG\r\n'],
    ['no size', 'YUV4MPEG2 F30:1\nFRAME\n'],
    ['a size beyond all bounds', 'YUV4MPEG2 W999999 H4 F30:1\nFRAME\n'],
    ['other colours', 'YUV4MPEG2 W8 H4 F30:1 C444\nFRAME\n'],
  ])('is none of ours: %s', async (_what, text) => {
    expect(await Y4mClip.open(fileOf('other', text))).toBeNull();
  });

  it('has no frame where it ends before one', async () => {
    const clip = await Y4mClip.open(fileOf('cut.y4m', 'YUV4MPEG2 W8 H4 F30:1\nFRAME\nabc'));
    expect(await clip!.next()).toBeNull();
    await clip!.close();
  });
});

describe('a sound in a file', () => {
  it('is read as it was written, whole at any time', () => {
    const path = join(folder, 'said.wav');
    const sound = Float32Array.from({ length: 960 }, (_, at) => Math.sin(at / 10) / 2);
    const writer = new WavWriter(path);
    writer.write(toSamples(sound));
    expect(readWav(path)).toHaveLength(960);
    writer.write(toSamples(sound));
    writer.dispose();
    const read = readWav(path)!;
    expect(read).toHaveLength(2 * 960);
    expect(Math.max(...sound.map((value, at) => Math.abs(value - read[960 + at])))).toBeLessThan(
      1e-3,
    );
  });

  it('is made mono, and of the rate of Opus', () => {
    const path = join(folder, 'stereo.wav');
    const writer = new WavWriter(path);
    // Left and right in turns.
    const samples = Float32Array.from({ length: 2 * 8_000 }, (_, at) => (at % 2 === 0 ? 0.5 : 0));
    writer.write(toSamples(samples));
    writer.dispose();
    const bytes = Buffer.from(toSamples(samples));
    const head = Buffer.alloc(44);
    head.write('RIFF', 0, 'latin1');
    head.write('WAVEfmt ', 8, 'latin1');
    head.writeUInt32LE(16, 16);
    head.writeUInt16LE(1, 20);
    head.writeUInt16LE(2, 22);
    head.writeUInt32LE(8_000, 24);
    head.writeUInt16LE(16, 34);
    head.write('data', 36, 'latin1');
    head.writeUInt32LE(bytes.length, 40);
    const sound = readWav(fileOf('8k.wav', Buffer.concat([head, bytes])))!;
    expect(sound).toHaveLength(SOUND_RATE_HZ);
    expect(sound.every((value) => Math.abs(value - 0.25) < 1e-3)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello, this is no sound, but it is long enough to have a header of one'],
    ['a header alone', Buffer.concat([Buffer.from('RIFF....WAVE'), Buffer.alloc(40, 255)])],
  ])('is none: %s', (_what, bytes) => {
    expect(readWav(fileOf('none.wav', bytes))).toBeNull();
  });

  it('never leaves what a device can play', () => {
    expect([...fromSamples(toSamples(Float32Array.of(2, -2, 0)))]).toEqual([1, -1, 0]);
  });
});

describe('a picture', () => {
  it('of the test card never stands still', () => {
    const card = new TestCard(64, 48);
    const first = card.next().y.slice();
    expect(card.next().y).not.toEqual(first);
  });
});
