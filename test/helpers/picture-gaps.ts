import type { Page } from 'playwright-core';

interface WatchedWindow {
  probedConnections?: RTCPeerConnection[];
  pictureGaps?: Map<RTCPeerConnection, Gap>;
}

interface Gap {
  frames: number;
  stillMs: number;
  worstMs: number;
}

/** How often is looked whether a frame has come. */
export const GAP_PRECISION_MS = 100;

/**
 * Watches from now on for how long no frame comes in over each connection that has brought some.
 * Time in which the page itself was not given the processor does not count: it says nothing about
 * the others.
 */
export async function watchPictures(page: Page): Promise<void> {
  await page.evaluate((everyMs) => {
    const shared = globalThis as WatchedWindow;
    const gaps = new Map<RTCPeerConnection, Gap>();
    const isFirst = shared.pictureGaps === undefined;
    shared.pictureGaps = gaps;
    if (!isFirst) return;
    const look = async (connection: RTCPeerConnection, elapsedMs: number): Promise<void> => {
      let frames = 0;
      const reports = (await connection.getStats()).values() as Iterable<RTCInboundRtpStreamStats>;
      for (const report of reports) {
        if (report.type === 'inbound-rtp') frames += report.framesDecoded ?? 0;
      }
      const watched = shared.pictureGaps;
      const gap = watched?.get(connection) ?? { frames, stillMs: 0, worstMs: 0 };
      gap.stillMs = frames > gap.frames || frames === 0 ? 0 : gap.stillMs + elapsedMs;
      gap.worstMs = Math.max(gap.worstMs, gap.stillMs);
      gap.frames = frames;
      watched?.set(connection, gap);
    };
    const step = async (): Promise<void> => {
      const open = (shared.probedConnections ?? []).filter(
        ({ connectionState }) => connectionState === 'connected',
      );
      await Promise.all(open.map((connection) => look(connection, everyMs)));
      setTimeout(() => void step(), everyMs);
    };
    void step();
  }, GAP_PRECISION_MS);
}

/**
 * The longest that a picture stood still since `watchPictures`, over connections that are still up.
 */
export async function worstGapMs(page: Page): Promise<number> {
  return page.evaluate(() => {
    const gaps = [...((globalThis as WatchedWindow).pictureGaps ?? new Map<never, Gap>())];
    const lasting = gaps.filter(([{ connectionState }]) => connectionState === 'connected');
    return Math.max(0, ...lasting.map(([, { worstMs }]) => worstMs));
  });
}
