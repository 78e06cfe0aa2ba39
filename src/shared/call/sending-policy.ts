// How much of a picture is sent: as much as the other end shows of it. Figures: measured on a
// talking head and on a hand-held clip in 160x48 cells, by the similarity of what is drawn from the
// received picture with what would be drawn from the source (docs/performance.md).

/** What the other end shows of a picture: a grid of cells (0: hidden), or the video itself. */
export interface View {
  /** 0 to 1000. */
  readonly cols: number;
  readonly rows: number;
  readonly wantsPixels: boolean;
}

/** What is sent from. */
export interface SendingSource {
  /** 0: not known (yet). */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Frames per second; 0: not known (yet). */
  readonly framerate: number;
  /** `VP8`, `AV1`, ...; `null`: not known (yet). */
  readonly codec: string | null;
  /** Share of the bits of a moving picture that this one needs, 0 to 1; see bit-demand.ts. */
  readonly demand: number;
  /**
   * What it shows, where that is not usual. `detail`, a screen, is to be sharp before it is smooth;
   * `text` has letters just large enough to be read, so that it is never made smaller.
   */
  readonly content?: 'detail' | 'text';
}

export const BANDWIDTH_MODES = ['auto', 'low', 'high'] as const;
export type BandwidthMode = (typeof BANDWIDTH_MODES)[number];
/** How much a picture may cost: by a rule, or so many kbit/s at the most. */
export type Bandwidth = BandwidthMode | number;

/** Below it no codec has a picture to show; above it there is nothing left to gain. */
export const MIN_BANDWIDTH_KBPS = 20;
export const MAX_BANDWIDTH_KBPS = 20_000;

/** What the video encoder is told. */
export interface SendingPlan {
  /** At least 1: the sides of the picture are divided by it. */
  readonly scaleResolutionDownBy: number;
  /** `null`: as much as the browser finds right. */
  readonly maxBitrateKbps: number | null;
  readonly maxFramerate: number;
  /** Whether a codec that is quick is better than one that is thrifty. */
  readonly isLarge: boolean;
  /** Whether it is the first that is sent: the sooner it comes, the better. */
  readonly isFirst?: boolean;
  /** Whether frames are to be left out, rather than made smaller, when bits are short. */
  readonly keepsSize?: boolean;
  /** Whether anything is sent at all. */
  readonly isActive: boolean;
}

/** Sent where nothing is known of the other end, as it may be no program of ours. */
const FULL_VIEW: View = { cols: 0, rows: 0, wantsPixels: true };

/** What the engine draws a cell from; more cannot be seen, less can. */
const SAMPLES_PER_COL = 2;
const SAMPLES_PER_ROW = 4;
const SAMPLES_PER_CELL = SAMPLES_PER_COL * SAMPLES_PER_ROW;
/**
 * Sent widths are multiples of it. That keeps both sides of 4:3 and 16:9 whole and even, so that
 * the other end sees exactly the same proportions, and a window that is being resized does not cost
 * a key frame per column.
 */
const WIDTH_STEP_PX = 32;
/**
 * From there on AV1 takes too much of a processor: 10 ms for 640x480 and 20 for 1280x720, where VP9
 * takes 4 and 10; for 320x240 it is 1.5.
 */
const LARGE_PX = 640 * 400;
/** Where the size of the source is not known: what most cameras are asked for. */
const USUAL_SOURCE_CELLS = (640 * 480) / SAMPLES_PER_CELL;

const REFERENCE_CELLS = 160 * 48;
/**
 * kbit/s of VP8 at REFERENCE_CELLS. 80 is where a talking head begins to look as good as its
 * source, 300 where a hand-held camera does; `auto` goes up to that as far as the picture needs it.
 */
const REFERENCE_KBPS: Readonly<Record<BandwidthMode, number>> = { low: 80, auto: 300, high: 600 };
/** kbit/s of VP8 at which the letters of a text picture of 80 columns stay what they are. */
const TEXT_KBPS: Readonly<Record<BandwidthMode, number>> = { low: 300, auto: 1_000, high: 2_000 };
/**
 * kbit/s grow slower than cells: four times the samples took 1.6 times the bits, with a good
 * encoder.
 */
const KBPS_EXPONENT = 0.5;
/**
 * Of pictures smaller than the reference: one of several on a stage, at which nobody looks as
 * closely. So eight of them cost no more than twice what one does that has the stage for itself.
 */
const SMALL_KBPS_EXPONENT = 0.75;
/** Below it a picture is one of several on a stage. */
const TILE_CELLS = REFERENCE_CELLS / 4;
/**
 * At so few kbit/s the headers of its packets cost half as much as the picture: fewer frames, fewer
 * headers.
 */
const TILE_FRAMERATE = 12;
/** Of the bits: two fifths of the frames, and a little coarser. */
const TILE_COST = 0.3;
/** Half of what any other picture gets. */
export const MIN_TILE_KBPS = 10;
/** Bits for the same picture, as a multiple of VP8's. */
const CODEC_COST: Readonly<Record<string, number | undefined>> = {
  AV1: 0.5,
  VP9: 0.85,
  VP8: 1,
  H264: 1.25,
};
/** Twice the bits for each frame. */
const LOW_FRAMERATE = 15;
const USUAL_FRAMERATE = 30;

function isHidden({ cols, rows, wantsPixels }: View): boolean {
  return !wantsPixels && (cols === 0 || rows === 0);
}

/** One of several on a stage. */
function isTile({ cols, rows, wantsPixels }: View, { content }: SendingSource): boolean {
  return content === undefined && !wantsPixels && cols * rows < TILE_CELLS;
}

/** What satisfies everybody who watches; `null` when nobody has said anything. */
export function largestView(views: readonly View[]): View | null {
  const shown = views.filter((view) => !isHidden(view));
  if (shown.length === 0) return views.at(0) ?? null;
  return {
    cols: Math.max(...shown.map(({ cols }) => cols)),
    rows: Math.max(...shown.map(({ rows }) => rows)),
    wantsPixels: shown.some(({ wantsPixels }) => wantsPixels),
  };
}

/** Two samples by four for each cell or slightly more, but never more than the source has. */
function chooseScale({ cols, rows, wantsPixels }: View, source: SendingSource): number {
  const { widthPx, heightPx } = source;
  if (wantsPixels || source.content === 'text' || widthPx <= 0 || heightPx <= 0) return 1;
  const widthForRowsPx = (rows * SAMPLES_PER_ROW * widthPx) / heightPx;
  const neededPx = Math.max(cols * SAMPLES_PER_COL, widthForRowsPx, 1);
  const sentWidthPx = Math.ceil(neededPx / WIDTH_STEP_PX) * WIDTH_STEP_PX;
  return Math.max(widthPx / sentWidthPx, 1);
}

/** The cells that there is something to send for: the source may have less than is shown. */
function countCells({ cols, rows, wantsPixels }: View, source: SendingSource): number {
  const known = (source.widthPx * source.heightPx) / SAMPLES_PER_CELL;
  const available = known > 0 ? known : USUAL_SOURCE_CELLS;
  return wantsPixels ? available : Math.min(cols * rows, available);
}

function clampKbps(kbps: number): number {
  return Math.round(Math.min(Math.max(kbps, MIN_BANDWIDTH_KBPS), MAX_BANDWIDTH_KBPS));
}

function chooseKbps(view: View, source: SendingSource, bandwidth: Bandwidth): number | null {
  if (typeof bandwidth === 'number') return clampKbps(bandwidth);
  if (view.wantsPixels && bandwidth !== 'low') return null;
  const share = countCells(view, source) / REFERENCE_CELLS;
  const size = share ** (share < 1 ? SMALL_KBPS_EXPONENT : KBPS_EXPONENT);
  const cost = CODEC_COST[source.codec ?? ''] ?? 1;
  if (source.content === 'text') return clampKbps(TEXT_KBPS[bandwidth] * cost);
  // `high` is for those who want to be sure, and `low` is low already.
  const demand = bandwidth === 'auto' ? source.demand : 1;
  const kbps = REFERENCE_KBPS[bandwidth] * size * cost * demand;
  if (bandwidth === 'high' || !isTile(view, source)) return clampKbps(kbps);
  return Math.max(MIN_TILE_KBPS, Math.round(kbps * TILE_COST));
}

function chooseFramerate(view: View, source: SendingSource, bandwidth: Bandwidth): number {
  const most = source.framerate > 0 ? source.framerate : USUAL_FRAMERATE;
  if (typeof bandwidth === 'number' || bandwidth === 'high') return most;
  if (isTile(view, source)) return Math.min(most, TILE_FRAMERATE);
  return bandwidth === 'low' ? Math.min(most, LOW_FRAMERATE) : most;
}

/**
 * What to send to somebody who shows `view` of it. `null`: they have not said; they get it in full,
 * like those who want pixels. `low`, and a number of kbit/s, hold for those as well.
 */
export function planSending(
  view: View | null,
  source: SendingSource,
  bandwidth: Bandwidth,
): SendingPlan {
  const seen = view ?? FULL_VIEW;
  const scaleResolutionDownBy = chooseScale(seen, source);
  return {
    scaleResolutionDownBy,
    maxBitrateKbps: chooseKbps(seen, source, bandwidth),
    maxFramerate: chooseFramerate(seen, source, bandwidth),
    isLarge: sentPx(source, scaleResolutionDownBy) >= LARGE_PX,
    isActive: !isHidden(seen),
    ...(source.content !== undefined && { keepsSize: true }),
  };
}

/** Pixels of each frame that is sent. */
export function sentPx({ widthPx, heightPx }: SendingSource, scale: number): number {
  return (widthPx * heightPx) / (scale * scale);
}

export function isSamePlan(a: SendingPlan, b: SendingPlan): boolean {
  return (
    a.scaleResolutionDownBy === b.scaleResolutionDownBy &&
    a.maxBitrateKbps === b.maxBitrateKbps &&
    a.maxFramerate === b.maxFramerate &&
    a.isLarge === b.isLarge &&
    a.isFirst === b.isFirst &&
    a.keepsSize === b.keepsSize &&
    a.isActive === b.isActive
  );
}
