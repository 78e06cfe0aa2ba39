import * as v from 'valibot';

/** A rectangle of the desktop, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const MIN_WINDOW_SIZE = { width: 640, height: 400 } as const;
export const DEFAULT_WINDOW_SIZE = { width: 1_200, height: 760 } as const;
/** How much of the title bar has to be reachable. */
const MIN_VISIBLE_PX = 64;

const coordinate = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const windowStateSchema = v.object({
  bounds: v.object({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }),
  isMaximised: v.boolean(),
});
/** Where the window was when it was last closed. */
export type WindowState = v.InferOutput<typeof windowStateSchema>;

/** Reads what was stored; `null` when it is none, or not usable. */
export function parseWindowState(input: unknown): WindowState | null {
  const outcome = v.safeParse(windowStateSchema, input);
  return outcome.success ? outcome.output : null;
}

/**
 * `bounds` as they can be shown on the displays that are there now, or `null` when they lie where
 * no display is any more (the screen was unplugged): the system then finds a place.
 *
 * @param workAreas Each display less its task bar.
 */
export function clampToDisplays(
  bounds: Rectangle,
  workAreas: readonly Rectangle[],
): Rectangle | null {
  const wanted = {
    ...bounds,
    width: Math.max(bounds.width, MIN_WINDOW_SIZE.width),
    height: Math.max(bounds.height, MIN_WINDOW_SIZE.height),
  };
  const home = workAreas.find((area) => isReachable(wanted, area));
  if (home === undefined) return null;
  const width = clamp(wanted.width, MIN_WINDOW_SIZE.width, home.width);
  const height = clamp(wanted.height, MIN_WINDOW_SIZE.height, home.height);
  return {
    x: clamp(bounds.x, home.x, home.x + home.width - width),
    y: clamp(bounds.y, home.y, home.y + home.height - height),
    width,
    height,
  };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const visiblePx =
    Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const isTitleBarInside = bounds.y >= area.y - 1 && bounds.y < area.y + area.height;
  return visiblePx >= MIN_VISIBLE_PX && isTitleBarInside;
}

/** The upper limit gives way to the lower: a window is never under its minimum. */
function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
