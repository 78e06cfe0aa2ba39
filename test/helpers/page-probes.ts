import { type BrowserContext, type Page } from 'playwright-core';

/** Where the page keeps the connections that it made; nothing in the app knows of it. */
interface ProbedWindow {
  probedConnections?: RTCPeerConnection[];
}

/** Has every page of a context remember its peer connections, so that their statistics can be read. */
export async function installPageProbes(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    (globalThis as ProbedWindow).probedConnections = made;
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
  });
}

/** What a page has received and decoded so far, over all connections that are open. */
export interface ReceivedMedia {
  /** As RTCInboundRtpStreamStats has it: grows only while sound other than silence arrives. */
  readonly audioEnergy: number;
  readonly framesDecoded: number;
}

export async function receivedMedia(page: Page): Promise<ReceivedMedia> {
  return page.evaluate(async () => {
    const open = ((globalThis as ProbedWindow).probedConnections ?? []).filter(
      (connection) => connection.connectionState === 'connected',
    );
    let audioEnergy = 0;
    let framesDecoded = 0;
    for (const connection of open) {
      for (const report of (
        await connection.getStats()
      ).values() as Iterable<RTCInboundRtpStreamStats>) {
        if (report.type !== 'inbound-rtp') continue;
        audioEnergy += report.totalAudioEnergy ?? 0;
        framesDecoded += report.framesDecoded ?? 0;
      }
    }
    return { audioEnergy, framesDecoded };
  });
}

/** How many of the connections that the page ever made are not closed. */
export async function openConnections(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      ((globalThis as ProbedWindow).probedConnections ?? []).filter(
        (connection) => connection.connectionState !== 'closed',
      ).length,
  );
}

/** Cuts every connection of the page, as a network that went away would; the app is not asked. */
export async function breakConnections(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const connection of (globalThis as ProbedWindow).probedConnections ?? []) {
      connection.close();
    }
  });
}
