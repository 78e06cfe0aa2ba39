import type { JSHandle, Page } from 'playwright-core';
import type { LinkStats } from '../../../src/renderer/rtc/peer-link';
import type {} from '../../e2e/rtc/page/lab';
import type { PlanesText } from '../../e2e/rtc/page/read-planes';
import { median } from '../bench-bar';

/** A way to send the camera's picture. */
export interface Lane {
  readonly name: string;
  readonly codec: 'VP8' | 'AV1';
  /** As browsers do when nobody tells them anything, or by the sending policy for 160x48 cells. */
  readonly isDefault: boolean;
}

export interface Camera {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framerate: number;
}

/** What a lane did over one round. */
export interface RoundFigures {
  readonly kbps: number;
  readonly fps: number;
  readonly encodeMs: number;
  readonly sizePx: string;
  readonly frames: readonly PlanesText[];
}

const VIEW = { cols: 160, rows: 48, wantsPixels: false };
const ROUNDS = 3;
/** 14 s: until browsers know what the line can carry, and the policy what the picture needs. */
const WARM_UP_FRAMES = 420;
const ROUND_FRAMES = 150;

interface LiveLane {
  readonly samples: readonly LinkStats[];
  readonly received: MediaStreamTrack;
}

/**
 * All lanes at once, each a call of its own from one peer connection to another in the same page,
 * with the same camera: whatever else the machine does falls on all alike. One entry a round, for
 * each lane.
 */
export async function measureLanes(
  page: Page,
  camera: Camera,
  lanes: readonly Lane[],
  framesPerRound: number,
): Promise<RoundFigures[][]> {
  const live: JSHandle<LiveLane>[] = [];
  for (const lane of lanes) live.push(await startLane(page, camera, lane));
  await Promise.all(live.map((lane) => pass(lane, WARM_UP_FRAMES)));
  const figures = lanes.map((): RoundFigures[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    const before = await Promise.all(live.map((lane) => sampleCount(lane)));
    await Promise.all(live.map((lane) => pass(lane, ROUND_FRAMES)));
    for (const [index, lane] of live.entries()) {
      const stats = await samplesFrom(lane, before[index]);
      const frames = await readFrames(lane, framesPerRound);
      figures[index].push({ ...figuresOf(stats, lanes[index]), frames });
    }
  }
  return figures;
}

function startLane(page: Page, camera: Camera, lane: Lane): Promise<JSHandle<LiveLane>> {
  return page.evaluateHandle(
    async ({ camera, codec, wishes }) => {
      const { lab } = window;
      lab.allowCodecs(codec);
      const track = await lab.camera(camera);
      const [caller, callee] = await lab.pair({ audio: null, video: track }, lab.NOTHING);
      const samples = lab.keepSending(caller, track, wishes);
      await lab.until(() => callee.received.video !== undefined);
      return { samples, received: callee.received.video! };
    },
    {
      camera,
      codec: lane.codec,
      wishes: lane.isDefault ? null : { view: VIEW, bandwidth: 'auto' as const },
    },
  );
}

function pass(lane: JSHandle<LiveLane>, count: number): Promise<void> {
  return lane.evaluate(({ received }, frames) => window.lab.framesPass(received, frames), count);
}

function sampleCount(lane: JSHandle<LiveLane>): Promise<number> {
  return lane.evaluate(({ samples }) => samples.length);
}

function samplesFrom(lane: JSHandle<LiveLane>, first: number): Promise<LinkStats[]> {
  return lane.evaluate(({ samples }, from) => samples.slice(from), first);
}

function readFrames(lane: JSHandle<LiveLane>, count: number): Promise<readonly PlanesText[]> {
  return lane.evaluate(({ received }, frames) => window.lab.readPlanes(received, frames), count);
}

function figuresOf(
  stats: readonly LinkStats[],
  { name, codec }: Lane,
): Omit<RoundFigures, 'frames'> {
  const last = stats.at(-1);
  if (!last) throw new Error(`${name}: no figures in a whole round`);
  if (last.sentCodec !== codec) throw new Error(`${name}: sent ${last.sentCodec}, not ${codec}`);
  return {
    kbps: median(stats.map(({ sentKbps }) => sentKbps)),
    fps: median(stats.map(({ sentFps }) => sentFps)),
    encodeMs: median(stats.map(({ encodeMs }) => encodeMs ?? Number.NaN)),
    sizePx: `${last.sentWidthPx}x${last.sentHeightPx}`,
  };
}
