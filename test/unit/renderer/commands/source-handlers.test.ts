import { describe, expect, it } from 'vitest';
import { SourceHandlers } from '../../../../src/renderer/commands/source-handlers';
import type { MediaFailureReason } from '../../../../src/renderer/media/media-failure';
import type { SourceChoice } from '../../../../src/renderer/media/sources/source-switch';

interface Facts {
  isCameraWanted: boolean;
  /** Whether what is chosen can be turned on. */
  plays: boolean;
  failure: MediaFailureReason | null;
}

function setUp({ isCameraWanted, plays, failure }: Facts) {
  const notices: string[] = [];
  const media = {
    isCameraWanted,
    hasPicture: false,
    setCamera: (isOn: boolean) => {
      media.isCameraWanted = isOn;
      media.hasPicture = isOn && plays;
      return Promise.resolve();
    },
  };
  const source = {
    current: { kind: 'camera' } as SourceChoice,
    choose: (choice: SourceChoice) => {
      if (failure === null) source.current = choice;
      return Promise.resolve(failure);
    },
  };
  const clip = { clip: new Blob(), name: 'clip.webm' };
  const handlers = new SourceHandlers({
    media,
    source,
    pickClip: () => Promise.resolve(clip),
    receivedPicture: () => null,
    notice: (text) => notices.push(text),
  });
  const run = () => handlers.all.source({ name: 'source', source: 'file', clip: null });
  return { run, media, source, notices };
}

describe('the command source file', () => {
  it('turns the picture on where it was off, as whoever chooses a clip wants it sent', async () => {
    const { run, media, notices } = setUp({ isCameraWanted: false, plays: true, failure: null });
    await run();
    expect(media.isCameraWanted).toBe(true);
    expect(notices).toEqual(['clip.webm is sent in place of your camera, over and over.']);
  });

  it('leaves the picture off, and the camera as the source, where the clip does not play', async () => {
    const { run, media, source, notices } = setUp({
      isCameraWanted: false,
      plays: false,
      failure: null,
    });
    await run();
    expect(media.isCameraWanted).toBe(false);
    expect(source.current).toEqual({ kind: 'camera' });
    expect(notices).toEqual([]);
  });

  it('says what to take instead of a clip that does not play', async () => {
    const { run, notices } = setUp({
      isCameraWanted: true,
      plays: false,
      failure: 'not-playable',
    });
    await run();
    expect(notices).toEqual([
      'That file does not play here. Take a clip that a browser plays, WebM or MP4.',
    ]);
  });
});
