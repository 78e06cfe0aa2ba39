import { beforeEach, describe, expect, it } from 'vitest';
import { PLAIN_LOOK } from '../../../../src/shared/ascii/picture-look';
import { Emitter } from '../../../../src/shared/base/emitter';
import type { CellRect } from '../../../../src/shared/stage/cell-rect';
import { tileKey } from '../../../../src/shared/stage/tile-key';
import type { PictureOptions } from '../../../../src/renderer/terminal/picture';
import type { StageSurface } from '../../../../src/renderer/terminal/stage-surface';
import type { ParticipantsScene } from '../../../../src/renderer/ui/participants-layout';
import { type StageLook, StageView } from '../../../../src/renderer/ui/stage-view';

/** Keeps what it is told. */
class FakePicture {
  readonly onState = new Emitter<'stalled' | 'playing'>().event;
  readonly onStats = new Emitter<never>().event;
  readonly onDensityWish = new Emitter<number>().event;
  readonly gridEmitter = new Emitter<{ cols: number; rows: number }>();
  readonly onGrid = this.gridEmitter.event;
  readonly tracks: (MediaStreamTrack | null)[] = [];
  grid = null;
  room = null;
  aspect = null;
  rect: CellRect | null = null;
  isShown = true;
  isDisposed = false;

  constructor(readonly label: string) {}

  setTrack(track: MediaStreamTrack | null): void {
    this.tracks.push(track);
  }
  setRect(rect: CellRect | null): void {
    this.rect = rect;
  }
  setShown(isShown: boolean): void {
    this.isShown = isShown;
  }
  setPixels(): void {
    // Never asked for here.
  }
  setCells(): void {
    // Never asked for here.
  }
  setInset(): void {
    // Never asked for here.
  }
  setSpeaking(): void {
    // Never asked for here.
  }
  setLabel(): void {
    // Always the same here.
  }
  setLook(): void {
    // Always the same here.
  }
  dispose(): void {
    this.isDisposed = true;
  }
}

const ANN = tileKey('ann', 'camera');
const TRACK = {} as MediaStreamTrack;

const SCENE: ParticipantsScene = {
  kind: 'participants',
  heading: [],
  tiles: [
    {
      key: ANN,
      name: 'ann',
      isSelf: false,
      isSpeaking: false,
      facts: [],
      isHidden: false,
      notes: [],
    },
  ],
  selfView: 'hidden',
  zoomed: null,
};

const LOOK: StageLook = {
  lookOf: () => ({ ...PLAIN_LOOK, style: 'duotone' }),
  isMirror: false,
  frameInterval: 1,
  density: 1,
  crt: false,
};

let pictures: FakePicture[] = [];
let stage: StageView;

beforeEach(() => {
  pictures = [];
  const surface: Partial<StageSurface> = {
    onResize: new Emitter<never>().event,
    cols: 80,
    rows: 24,
    cellAspect: 0.5,
    box: null,
    drawText: () => undefined,
    setCrt: () => undefined,
    keepSpares: () => undefined,
    addPicture: ({ label }: PictureOptions) => {
      const picture = new FakePicture(label);
      pictures.push(picture);
      return picture as never;
    },
  };
  const ignore = (): void => undefined;
  stage = new StageView(surface as StageSurface, LOOK, {
    handleFrameRate: ignore,
    handleView: ignore,
    handleStill: ignore,
    handleResize: ignore,
    handleDensityWish: ignore,
  });
  stage.setName(ANN, 'ann');
});

describe('a picture that may come at any moment', () => {
  it('is drawn where it will be, and not seen', () => {
    stage.expectPictures([ANN]);
    stage.show(SCENE);
    stage.awaitTrack(ANN, TRACK);
    const [picture] = pictures;
    expect(picture).toMatchObject({ label: 'video of ann', isShown: false, tracks: [TRACK] });
    expect(picture.rect).not.toBeNull();
    expect(stage.snapshotSource()).toBeNull();
  });

  it('is the one that is seen when it is to be', () => {
    stage.expectPictures([ANN]);
    stage.show(SCENE);
    stage.awaitTrack(ANN, TRACK);
    const drawn = pictures[0].rect;
    stage.setTrack(ANN, TRACK);
    // As it is known now whether their camera is on.
    stage.expectPictures([]);
    expect(pictures).toHaveLength(1);
    expect(pictures[0]).toMatchObject({ isShown: true, isDisposed: false, rect: drawn });
    expect(stage.snapshotSource()?.name).toBe('ann');
  });

  it('goes when it is known that it does not come', () => {
    stage.expectPictures([ANN]);
    stage.show(SCENE);
    stage.awaitTrack(ANN, TRACK);
    stage.expectPictures([]);
    expect(pictures[0].isDisposed).toBe(true);
    // Their camera is on later.
    stage.setTrack(ANN, TRACK);
    expect(pictures[1]).toMatchObject({ isShown: true, isDisposed: false });
  });

  it('is expected once, however often that is said', () => {
    stage.expectPictures([ANN]);
    stage.expectPictures([ANN]);
    expect(pictures).toHaveLength(1);
  });

  it('goes with the stage', () => {
    stage.expectPictures([ANN]);
    stage.dispose();
    expect(pictures[0].isDisposed).toBe(true);
  });
});
