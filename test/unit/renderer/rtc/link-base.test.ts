import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CertificatePin } from '../../../../src/renderer/rtc/certificate-pin';
import { LinkBase } from '../../../../src/renderer/rtc/link-base';
import type { PeerLinkOptions } from '../../../../src/renderer/rtc/peer-link';
import type { Signal } from '../../../../src/shared/protocol/messages';

const STEP_MS = 1_000;
const HOST: Signal = {
  kind: 'candidate',
  generation: 1,
  candidate: 'candidate:1 1 udp 1 192.0.2.1 5000 typ host',
  sdpMid: '0',
  sdpMLineIndex: 0,
};
const RELAY: Signal = {
  ...HOST,
  candidate: 'candidate:1 1 udp 1 203.0.113.1 5000 typ relay raddr 192.0.2.1 rport 5000',
};

/** A link with nothing under it. */
class BareLink extends LinkBase {
  readonly log: string[] = [];

  constructor(options: Partial<PeerLinkOptions> = {}) {
    super({
      generation: 1,
      isInitiator: true,
      iceServers: [],
      pin: new CertificatePin(),
      tracks: {},
      connectTimeoutMs: STEP_MS,
      ...options,
    });
    this.onState((state) => this.log.push(state));
    this.onClosed((reason) => this.log.push(`closed: ${reason}`));
  }

  begin(): void {
    this.startLimit(this.options);
  }

  connect(): void {
    this.admit();
  }

  break(): void {
    this.close('failed');
  }

  gather(state: RTCIceGatheringState): void {
    this.noteGathering(state);
  }

  reach(state: RTCIceConnectionState): void {
    this.noteIceState(state);
  }

  say(signal: Signal): Signal | null {
    return this.outgoing(signal);
  }

  protected endConnection(): void {
    this.log.push('connection ends');
  }

  protected handleAdmitted(): void {
    this.log.push('admitted');
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a link', () => {
  it('ends once, with the first reason, after its connection', () => {
    const link = new BareLink();
    link.break();
    link.dispose();
    link.connect();
    expect(link.log).toEqual(['connection ends', 'closed', 'closed: failed']);
    expect(link.state).toBe('closed');
  });

  it('admits the other end once, and tells each change of its state once', () => {
    const link = new BareLink();
    link.connect();
    link.connect();
    expect(link.log).toEqual(['admitted', 'connected']);
    expect(link.state).toBe('connected');
  });

  it('times out where it makes no step, and each step gives it time again', () => {
    const link = new BareLink();
    link.begin();
    vi.advanceTimersByTime(STEP_MS - 1);
    link.reach('checking');
    vi.advanceTimersByTime(STEP_MS - 1);
    expect(link.log).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(link.log).toContain('closed: timed-out');
  });

  it('has no time limit once it is connected', () => {
    const link = new BareLink();
    link.begin();
    link.connect();
    vi.advanceTimersByTime(10 * STEP_MS);
    expect(link.state).toBe('connected');
  });

  it('says every address of its own, unless that is hidden', () => {
    expect(new BareLink().say(HOST)).toEqual(HOST);
    const hidden = new BareLink({ isAddressHidden: true });
    expect(hidden.say(HOST)).toBeNull();
    expect(JSON.stringify(hidden.say(RELAY))).not.toContain('192.0.2.1');
  });

  it('whose address is hidden says that it has no relay, and not that time ran out', () => {
    const unrelayed = new BareLink({ isAddressHidden: true });
    unrelayed.begin();
    unrelayed.say(HOST);
    vi.advanceTimersByTime(STEP_MS);
    expect(unrelayed.log).toContain('closed: no-relay');
    const relayed = new BareLink({ isAddressHidden: true });
    relayed.begin();
    relayed.say(RELAY);
    relayed.gather('complete');
    vi.advanceTimersByTime(STEP_MS);
    expect(relayed.log).toContain('closed: timed-out');
  });

  it('asks for a relay only where its address is hidden', () => {
    const open = new BareLink();
    open.gather('complete');
    expect(open.log).toEqual([]);
    const hidden = new BareLink({ isAddressHidden: true });
    hidden.gather('complete');
    expect(hidden.log).toContain('closed: no-relay');
  });
});
