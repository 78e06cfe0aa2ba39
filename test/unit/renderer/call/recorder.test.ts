import { describe, expect, it } from 'vitest';
import {
  type RecordedPicture,
  Recorder,
  type RecorderPorts,
  type RecorderState,
} from '../../../../src/renderer/call/recorder';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';
import { createCellGrid } from '../../../../src/shared/ascii/cells';
import { type Asciicast, parseAsciicast, playAsciicast } from '../../../helpers/asciicast';
import { FakeClock, settle } from '../../../helpers/fake-clock';

const SIZE = { cols: 20, rows: 4 };
const HOUR_MS = 3_600_000;

/** A stage that counts how often it was looked at, and shows the count. */
class FakeStage {
  readonly clock = new FakeClock();
  looks = 0;
  answer: () => Promise<readonly RecordedPicture[]> = () => Promise.resolve([]);
  text = (): string[] => [` bob ${this.looks}`];

  get ports(): RecorderPorts {
    return {
      textRows: () => this.text(),
      pictures: () => {
        this.looks++;
        return this.answer();
      },
      clock: this.clock,
      logger: SILENT_LOGGER,
    };
  }
}

function setUp(): { stage: FakeStage; recorder: Recorder; states: RecorderState[] } {
  const stage = new FakeStage();
  const recorder = new Recorder(stage.ports);
  const states: RecorderState[] = [];
  recorder.onState((state) => states.push(state));
  return { stage, recorder, states };
}

function castOf(bytes: Uint8Array | null): Asciicast {
  if (bytes === null) throw new Error('no recording');
  return parseAsciicast(bytes);
}

async function lastRows(cast: Asciicast): Promise<string[]> {
  return (await playAsciicast(cast)).rows();
}

function pictureAt(col: number): RecordedPicture {
  const cells = createCellGrid(3, 1);
  cells.glyphs.fill(0x23);
  cells.background.fill(0x00ff00);
  return { snapshot: { cells }, rect: { col, row: 1, cols: 3, rows: 1 } };
}

describe('a recorder', () => {
  it('takes ten frames a second and one when it stops', async () => {
    const { stage, recorder } = setUp();
    expect(recorder.start({ ...SIZE, title: 'bob' })).toBe(true);
    await stage.clock.advance(2_050);
    expect(stage.looks).toBe(21);
    const { header, events } = castOf(await recorder.stop());
    expect(header).toMatchObject({ term: { cols: 20, rows: 4 }, title: 'bob', timestamp: 1_000 });
    const times = events.map(([time]) => time);
    expect(times.slice(0, 4)).toEqual([0, 0, 0.1, 0.2]);
    expect(times.slice(-4)).toEqual([2, 2.05, 2.05, 2.05]);
    expect(stage.clock.pendingCount).toBe(0);
  });

  it('takes as many frames as it is told to, up to thirty', async () => {
    for (const [fps, looks] of [
      [1, 3],
      [4, 9],
      [25, 51],
      [1_000, 61],
    ] as const) {
      const { stage, recorder } = setUp();
      recorder.start({ ...SIZE, fps });
      await stage.clock.advance(2_001);
      expect(stage.looks).toBe(looks);
      recorder.dispose();
    }
  });

  it('records text and pictures as they were at the last moment', async () => {
    const { stage, recorder } = setUp();
    stage.answer = () => Promise.resolve([pictureAt(1)]);
    recorder.start(SIZE);
    await stage.clock.advance(500);
    stage.answer = () => Promise.resolve([pictureAt(5)]);
    stage.text = () => [' bob 0:01'];
    expect(await lastRows(castOf(await recorder.stop()))).toEqual([
      ' bob 0:01',
      '     ###',
      '',
      '',
    ]);
  });

  it('follows the stage to another size', async () => {
    const { stage, recorder } = setUp();
    recorder.start(SIZE);
    await stage.clock.advance(500);
    recorder.resize(30, 2);
    stage.text = () => ['as wide as thirty cells are ...', 'x', 'y'];
    const cast = castOf(await recorder.stop());
    expect(cast.events.filter(([, code]) => code === 'r')).toEqual([[0.5, 'r', '30x2']]);
    expect(await lastRows(cast)).toEqual(['as wide as thirty cells are ..', 'x']);
  });

  it('says when it starts and stops, and records one stage at a time', async () => {
    const { recorder, states } = setUp();
    expect(recorder.isRecording).toBe(false);
    expect(await recorder.stop()).toBeNull();
    expect(recorder.start(SIZE)).toBe(true);
    expect(recorder.start(SIZE)).toBe(false);
    expect(recorder.isRecording).toBe(true);
    await recorder.stop();
    expect(recorder.isRecording).toBe(false);
    expect(states).toEqual([{ isOn: true }, { isOn: false, why: 'stopped' }]);
    expect(recorder.start(SIZE)).toBe(true);
    expect(states.at(-1)).toEqual({ isOn: true });
    recorder.dispose();
  });

  it('gives its file to one of two who stop it at once', async () => {
    const { recorder, states } = setUp();
    recorder.start(SIZE);
    const files = await Promise.all([recorder.stop(), recorder.stop()]);
    expect(files.filter((file) => file !== null)).toHaveLength(1);
    expect(states).toHaveLength(2);
  });

  it('stops by itself after four hours, and keeps the file until it is fetched', async () => {
    const { stage, recorder, states } = setUp();
    stage.text = () => ['nothing happens'];
    recorder.start({ ...SIZE, fps: 1 });
    await stage.clock.advance(4 * HOUR_MS - 1_000);
    expect(recorder.isRecording).toBe(true);
    await stage.clock.advance(1_000);
    expect(recorder.isRecording).toBe(false);
    expect(states.at(-1)).toEqual({ isOn: false, why: 'too-long' });
    const looks = stage.looks;
    await stage.clock.advance(HOUR_MS);
    expect(stage.looks).toBe(looks);
    const cast = castOf(await recorder.stop());
    expect(cast.events.at(-1)?.[0]).toBe(4 * 3_600);
    expect(await recorder.stop()).toBeNull();
    expect(states).toHaveLength(2);
  });

  it('stops by itself when the file is too large', async () => {
    const { stage, recorder, states } = setUp();
    recorder.start({ ...SIZE, maxBytes: 5_000 });
    await stage.clock.advance(60_000);
    expect(states.at(-1)).toEqual({ isOn: false, why: 'too-large' });
    const bytes = await recorder.stop();
    expect(bytes?.length).toBeGreaterThan(5_000);
    expect(bytes?.length).toBeLessThan(5_500);
    castOf(bytes);
  });

  it('misses the frames for which pictures do not come, and goes on when they do', async () => {
    const { stage, recorder } = setUp();
    recorder.start(SIZE);
    await stage.clock.advance(150);
    stage.answer = () => new Promise(() => {});
    await stage.clock.advance(3_000);
    stage.answer = () => Promise.reject(new Error('gone'));
    await stage.clock.advance(500);
    stage.answer = () => Promise.resolve([]);
    stage.text = () => ['back again'];
    await stage.clock.advance(1_000);
    const cast = castOf(await recorder.stop());
    const times = cast.events.map(([time]) => time);
    expect(times.filter((time) => time > 0.15 && time < 3.6)).toEqual([]);
    expect(times.some((time) => time >= 3.6 && time < 4.7)).toBe(true);
    expect(await lastRows(cast)).toEqual(['back again', '', '', '']);
  });

  it('ends with what it has when the stage cannot be read', async () => {
    const { stage, recorder, states } = setUp();
    recorder.start(SIZE);
    await stage.clock.advance(200);
    stage.text = () => {
      throw new Error('no terminal');
    };
    await stage.clock.advance(200);
    expect(states.at(-1)).toEqual({ isOn: false, why: 'failed' });
    expect(await lastRows(castOf(await recorder.stop()))).toEqual([' bob 3', '', '', '']);
  });

  it('leaves nothing behind when it is disposed in the middle of a frame', async () => {
    const { stage, recorder, states } = setUp();
    let handOver: (pictures: RecordedPicture[]) => void = () => {};
    stage.answer = () => new Promise((resolve) => (handOver = resolve));
    recorder.start(SIZE);
    await settle();
    recorder.dispose();
    recorder.dispose();
    handOver([pictureAt(0)]);
    await settle();
    expect(stage.clock.pendingCount).toBe(0);
    expect(states).toEqual([{ isOn: true }, { isOn: false, why: 'disposed' }]);
    expect(await recorder.stop()).toBeNull();
  });
});
