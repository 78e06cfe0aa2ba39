/** The pixels of a thumbnail: bounded, and drawn as text before anybody sees them. */
export interface ScreenThumbnail {
  /** 1 to MAX_THUMBNAIL_SIDE_PX each. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** R G B A, row by row: `4 * widthPx * heightPx` bytes. */
  readonly rgba: Uint8Array;
}

/** A screen or a window that can be shown to others. */
export interface ScreenSource {
  /** The system's own, for `choose`. */
  readonly id: string;
  readonly kind: 'screen' | 'window';
  /** Sanitised: a page that is open in a window chooses its title. Never empty. */
  readonly name: string;
  /** `null`: the system gives no picture of it, as of windows that are minimised. */
  readonly thumbnail: ScreenThumbnail | null;
}

/** What can be chosen. */
export interface ScreenList {
  /** Screens first; at most MAX_SCREENS. */
  readonly sources: readonly ScreenSource[];
  /** Whether the system's sound can be shared along with it. */
  readonly hasSound: boolean;
}

/** Which screen `getDisplayMedia` gives. */
export interface ScreensApi {
  /**
   * What to choose from, with a picker of the app's own. `null`: the browser or the system has one,
   * which opens by itself. Rejects with a sentence when the system shows no screens.
   */
  list(): Promise<ScreenList | null>;
  /** The next `getDisplayMedia`, and that one alone, gives this source. For some seconds. */
  choose(id: string, withSound: boolean): Promise<void>;
}

/** A text of 40 columns is drawn from it, 2 samples each. */
export const MAX_THUMBNAIL_SIDE_PX = 240;
/** More windows than anybody looks through. */
export const MAX_SCREENS = 36;
