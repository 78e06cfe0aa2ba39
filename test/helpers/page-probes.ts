import { type BrowserContext, type Page } from 'playwright-core';

/** Where the page keeps the connections that it made; nothing in the app knows of it. */
interface ProbedWindow {
  probedConnections?: RTCPeerConnection[];
  /** Those that have described themselves, or heard of another end. */
  describedConnections?: Set<RTCPeerConnection>;
  /** Every track that a connection was ever given to send. */
  probedTracks?: Set<MediaStreamTrack>;
  /** Those that `watchConnections` found, each with whether it was interrupted since. */
  watchedConnections?: Map<RTCPeerConnection, boolean>;
  /** Until it resolves, no connection learns of another end. */
  isCut?: Promise<void>;
  endCut?: () => void;
}

/**
 * Has every page of a context remember its peer connections, so that their statistics can be read.
 */
export async function installPageProbes(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    (globalThis as ProbedWindow).probedConnections = made;
    const described = new Set<RTCPeerConnection>();
    (globalThis as ProbedWindow).describedConnections = described;
    const sent = new Set<MediaStreamTrack>();
    (globalThis as ProbedWindow).probedTracks = sent;
    const replaceTrack = Reflect.get(RTCRtpSender.prototype, 'replaceTrack');
    RTCRtpSender.prototype.replaceTrack = function (track) {
      if (track) sent.add(track);
      return replaceTrack.call(this, track);
    };
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }

      override async setLocalDescription(
        description?: RTCLocalSessionDescriptionInit,
      ): Promise<void> {
        described.add(this);
        await super.setLocalDescription(description);
      }

      override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
        described.add(this);
        await (globalThis as ProbedWindow).isCut;
        await super.setRemoteDescription(description);
      }
    };
  });
}

/**
 * How many connections of a page have described themselves or heard of another end, and what became
 * of each track that it sent.
 */
export async function sendingSoFar(
  page: Page,
): Promise<{ readonly connections: number; readonly tracks: readonly MediaStreamTrackState[] }> {
  return page.evaluate(() => {
    const { describedConnections, probedTracks = [] } = globalThis as ProbedWindow;
    const tracks = Array.from(probedTracks, ({ readyState }) => readyState);
    return { connections: describedConnections?.size ?? 0, tracks };
  });
}

/**
 * Of the connections of a page that are up, the types of the candidates: of its own end those in
 * use, of the other end all that were ever heard of.
 */
export async function connectionPaths(
  page: Page,
): Promise<{ readonly local: readonly string[]; readonly remote: readonly string[] }> {
  return page.evaluate(async () => {
    const local: string[] = [];
    const remote: string[] = [];
    for (const connection of (globalThis as ProbedWindow).probedConnections ?? []) {
      if (connection.connectionState !== 'connected') continue;
      const report = await connection.getStats();
      const entries = [...(report.values() as Iterable<RTCStats & Record<string, unknown>>)];
      const pairs = entries.filter(({ type, nominated }) => type === 'candidate-pair' && nominated);
      const inUse = new Set(pairs.map(({ localCandidateId }) => localCandidateId));
      for (const { id, type, candidateType } of entries) {
        if (type === 'local-candidate' && inUse.has(id)) local.push(String(candidateType));
        if (type === 'remote-candidate') remote.push(String(candidateType));
      }
    }
    return { local, remote };
  });
}

/** What a page has received and decoded so far, over all connections that are open. */
export interface ReceivedMedia {
  /** As RTCInboundRtpStreamStats has it: grows only while sound other than silence arrives. */
  readonly audioEnergy: number;
  /** Of sound and silence. */
  readonly audioSeconds: number;
  readonly framesDecoded: number;
}

export async function receivedMedia(page: Page): Promise<ReceivedMedia> {
  return page.evaluate(async () => {
    const open = ((globalThis as ProbedWindow).probedConnections ?? []).filter(
      (connection) => connection.connectionState === 'connected',
    );
    let audioEnergy = 0;
    let audioSeconds = 0;
    let framesDecoded = 0;
    for (const connection of open) {
      for (const report of (
        await connection.getStats()
      ).values() as Iterable<RTCInboundRtpStreamStats>) {
        if (report.type !== 'inbound-rtp') continue;
        audioEnergy += report.totalAudioEnergy ?? 0;
        audioSeconds += report.totalSamplesDuration ?? 0;
        framesDecoded += report.framesDecoded ?? 0;
      }
    }
    return { audioEnergy, audioSeconds, framesDecoded };
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

/** How many connections the page ever made. */
export async function connectionsMade(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as ProbedWindow).probedConnections?.length ?? 0);
}

/** Cuts every connection of the page, as a network that went away would; the app is not asked. */
export async function breakConnections(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const connection of (globalThis as ProbedWindow).probedConnections ?? []) {
      connection.close();
    }
  });
}

/**
 * Cuts every connection of the page, and lets none be made again before the result is called: as on
 * a train in a tunnel, only that the server is still heard.
 */
export async function cutConnections(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const probed = globalThis as ProbedWindow;
    probed.isCut = new Promise((resolve) => {
      probed.endCut = resolve;
    });
  });
  await breakConnections(page);
  return () =>
    page.evaluate(() => {
      (globalThis as ProbedWindow).endCut?.();
    });
}

/**
 * Watches from now on whether the connections that are up stay so; resolves to how many they are.
 */
export async function watchConnections(page: Page): Promise<number> {
  return page.evaluate(() => {
    const probed = globalThis as ProbedWindow;
    const watched = new Map<RTCPeerConnection, boolean>();
    probed.watchedConnections = watched;
    for (const connection of probed.probedConnections ?? []) {
      if (connection.connectionState !== 'connected') continue;
      watched.set(connection, false);
      connection.addEventListener('connectionstatechange', () => {
        watched.set(connection, true);
      });
    }
    return watched.size;
  });
}

/**
 * Frames decoded over each of those connections that was up all the time since `watchConnections`.
 */
export async function framesOfLasting(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const frames: number[] = [];
    const watched = [...((globalThis as ProbedWindow).watchedConnections ?? [])];
    for (const [connection, wasInterrupted] of watched) {
      if (wasInterrupted || connection.connectionState !== 'connected') continue;
      let count = 0;
      const reports = (await connection.getStats()).values() as Iterable<RTCInboundRtpStreamStats>;
      for (const report of reports) {
        if (report.type === 'inbound-rtp') count += report.framesDecoded ?? 0;
      }
      frames.push(count);
    }
    return frames;
  });
}

/** A way that a connection takes: the kind of its own end. */
export interface PathInUse {
  readonly type: string;
  /** How the TURN server is reached; `null`: there is none. */
  readonly relayProtocol: string | null;
}

/** The ways of the connections of a page that are up. */
export async function pathsInUse(page: Page): Promise<readonly PathInUse[]> {
  return page.evaluate(async () => {
    const paths: PathInUse[] = [];
    for (const connection of (globalThis as ProbedWindow).probedConnections ?? []) {
      if (connection.connectionState !== 'connected') continue;
      const report = await connection.getStats();
      const entries = [...(report.values() as Iterable<RTCStats & Record<string, unknown>>)];
      const transport = entries.find(({ type }) => type === 'transport');
      const pair = entries.find(({ id }) => id === transport?.selectedCandidatePairId);
      const local = entries.find(({ id }) => id === pair?.localCandidateId);
      if (local === undefined) continue;
      const relayProtocol = (local.relayProtocol as string | undefined) ?? null;
      paths.push({ type: String(local.candidateType), relayProtocol });
    }
    return paths;
  });
}

/** What the connections of a page were told of the other end: descriptions with all candidates. */
export async function heardSdp(page: Page): Promise<string> {
  return page.evaluate(() =>
    ((globalThis as ProbedWindow).probedConnections ?? [])
      .map(({ remoteDescription }) => remoteDescription?.sdp ?? '')
      .join(''),
  );
}
