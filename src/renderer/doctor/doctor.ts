import { isTurnUrl, parseIceUrl } from '../../shared/protocol/ice-url';
import type { IceServerSetting } from '../../shared/config/settings';
import type { IceServerVerdict } from '../rtc/ice-server-test';
import type { NatKind } from '../rtc/nat-probe';
import type { RelayPath } from '../rtc/relay-probe';
import type { DeviceState, Finding, ServerState } from './finding';

/** A STUN or TURN server that there is to be tried. */
export interface TriedServer extends IceServerSetting {
  readonly isOwn: boolean;
}

export interface DoctorPorts {
  camera(): Promise<DeviceState>;
  microphone(): Promise<DeviceState>;
  speaker(): Promise<{ readonly labels: readonly string[]; readonly isBlocked: boolean }>;
  /** Asks the server something, where one is signed in. */
  server(): Promise<ServerState>;
  /** With an account each, where the server hands them out. */
  iceServers(): Promise<readonly TriedServer[]>;
  testIceServer(server: IceServerSetting): Promise<IceServerVerdict>;
  probeNat(urls: readonly string[]): Promise<NatKind>;
  probeRelay(server: IceServerSetting): Promise<RelayPath | null>;
}

/**
 * Looks at all that a call needs, from the devices outwards, and tells each finding when it is
 * there. Opens no camera and no microphone; what it finds leaves this machine by no way.
 */
export class Doctor {
  private running: Promise<readonly Finding[]> | null = null;
  /** Of the last time; empty: it has not been asked yet. */
  latest: readonly Finding[] = [];

  constructor(private readonly ports: DoctorPorts) {}

  /** Whoever asks while it is at work waits for the same findings. */
  async examine(tell: (finding: Finding) => void): Promise<readonly Finding[]> {
    this.running ??= this.run(tell).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  get isBusy(): boolean {
    return this.running !== null;
  }

  private async run(tell: (finding: Finding) => void): Promise<readonly Finding[]> {
    const { ports } = this;
    const findings: Finding[] = [];
    const note = (finding: Finding): void => {
      findings.push(finding);
      tell(finding);
    };
    note({ topic: 'camera', state: await ports.camera() });
    note({ topic: 'microphone', state: await ports.microphone() });
    note({ topic: 'speaker', ...(await ports.speaker()) });
    note({ topic: 'server', state: await ports.server() });
    await this.examineNetwork(note);
    this.latest = findings;
    return findings;
  }

  private async examineNetwork(note: (finding: Finding) => void): Promise<void> {
    const { ports } = this;
    const servers = await ports.iceServers();
    const tried = await Promise.all(
      servers.map(async (server) => ({ server, verdict: await ports.testIceServer(server) })),
    );
    for (const { server, verdict } of tried) {
      note({ topic: 'ice-server', url: server.urls, isOwn: server.isOwn, verdict });
    }
    if (!servers.some(({ urls }) => isTurnUrl(urls))) note({ topic: 'no-relay' });
    const relays = tried.filter(
      ({ verdict }) => verdict.kind === 'works' && verdict.gives === 'relay',
    );
    const kind = await ports.probeNat(stunUrls(servers));
    note({ topic: 'nat', kind, hasRelay: relays.length > 0 });
    const best = relays.at(0)?.server;
    if (best === undefined) return;
    note({ topic: 'path', url: best.urls, path: await ports.probeRelay(best) });
  }
}

/** A TURN server answers STUN at the same place (RFC 8656). */
export function stunUrls(servers: readonly IceServerSetting[]): readonly string[] {
  const urls = servers.flatMap(({ urls }) => {
    const url = parseIceUrl(urls);
    return url?.transport === 'udp' ? [urls] : [];
  });
  return [...new Set(urls.map((url) => url.replace(/^turn:/i, 'stun:').replace(/\?.*$/, '')))];
}
