import type { ConsoleMessage } from 'playwright-core';

/** Chromium's warning about a VideoFrame that nobody closed. */
const FRAME_WARNING = 'VideoFrame was garbage collected without being closed';

/** Whether a line of the console warns of a frame that was lost without being closed. */
export function isFrameWarning(line: string): boolean {
  return line.includes(FRAME_WARNING);
}

/**
 * Whether Chromium warns of a frame that it lost itself. The pages hand the stream of a track to a
 * worker and have no frame in hand; what workers read is counted (picture/frame-leak). A page is
 * warned all the same, once in some ten streams on a busy machine: a frame that is read while the
 * stream moves is copied to the worker, and the page's copy is left to the garbage collector. Five
 * lines of JavaScript do the same in Chromium 156.
 */
export function isLostByBrowser(message: ConsoleMessage): boolean {
  return message.worker() === null && isFrameWarning(message.text());
}
