import { describe, expect, it } from 'vitest';
import { PictureHandlers } from '../../../../src/renderer/commands/picture-handlers';

/** `places`: what the user answers to where a file is to go, one after the other. */
function setUp(places: (string | null)[]) {
  const notices: string[] = [];
  const saved: string[] = [];
  const versions: number[] = [];
  let recording: Uint8Array | null = null;
  const { all } = new PictureHandlers({
    recorder: {
      start: (version) => {
        versions.push(version);
        recording = new TextEncoder().encode('a recording');
        return true;
      },
      stop: () => {
        const bytes = recording;
        recording = null;
        return Promise.resolve(bytes);
      },
    },
    config: () => Promise.resolve(),
    showPixels: () => null,
    snapshotSource: () => null,
    saveFile: (_, bytes) => {
      const place = places.shift() ?? null;
      if (place !== null) saved.push(new TextDecoder().decode(bytes));
      return Promise.resolve(place);
    },
    now: () => new Date(0),
    notice: (text) => notices.push(text),
  });
  const record = (isStart: boolean, isForOldPlayers = false) =>
    all.record({ name: 'record', isStart, file: null, isForOldPlayers });
  return { record, notices, saved, versions };
}

describe('the command record stop', () => {
  it('asks where to save a recording once more when the user chose no place before', async () => {
    const { record, notices, saved } = setUp([null, 'talk.cast']);
    await record(true);
    await record(false);
    expect(saved).toEqual([]);
    await record(false);
    expect(saved).toEqual(['a recording']);
    await record(false);
    expect(notices).toEqual([
      'The recording was not saved. /record stop asks once more where it is to go.',
      'Saved as talk.cast.',
      'Nothing is being recorded. Type: /record start',
    ]);
  });

  it('writes what asciinema 3 writes, unless it is for older players', async () => {
    const { record, versions } = setUp(['new.cast', 'old.cast']);
    await record(true);
    await record(false);
    await record(true, true);
    expect(versions).toEqual([3, 2]);
  });

  it('saves a new recording, and not one that was not saved before it', async () => {
    const { record, notices, saved } = setUp([null, 'new.cast']);
    await record(true);
    await record(false);
    await record(true);
    await record(false);
    await record(false);
    expect(saved).toHaveLength(1);
    expect(notices.at(-1)).toBe('Nothing is being recorded. Type: /record start');
  });
});
