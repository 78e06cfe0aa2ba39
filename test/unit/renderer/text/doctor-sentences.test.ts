import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../src/renderer/doctor/finding';
import { doctorReport, findingLine } from '../../../../src/renderer/text/doctor-sentences';

const own = (address: string): string => address;
const PATH = { topic: 'path', url: 'turn:turn.example' } as const;

describe('a line of the doctor', () => {
  it.each<[Finding, RegExp]>([
    [{ topic: 'camera', state: { kind: 'none' } }, /^MEND camera: none .*Plug one in/],
    [{ topic: 'camera', state: { kind: 'off', labels: ['Lid'] } }, /^- .*camera on, then doctor/],
    [{ topic: 'camera', state: { kind: 'dark', label: 'Lid' } }, /^MEND .*shutter/],
    [{ topic: 'speaker', labels: ['Box'], isBlocked: true }, /^MEND .*Click/],
    [{ topic: 'server', state: { kind: 'signed-out' } }, /^MEND .*Type: login/],
    [{ topic: 'no-relay' }, /^- .*no TURN server/],
    [{ topic: 'nat', kind: 'dependent', hasRelay: false }, /^MEND .*symmetric.*TURN/],
    [{ topic: 'nat', kind: 'dependent', hasRelay: true }, /^- .*symmetric/],
    [{ topic: 'nat', kind: 'no-udp', hasRelay: true }, /^- .*by TCP/],
    [{ topic: 'nat', kind: 'none', hasRelay: false }, /^ok .*directly/],
    [{ ...PATH, path: null }, /^MEND .*relay ports/],
    [{ ...PATH, path: { roundTripMs: 20, lossShare: 0.01 } }, /^ok .*20 ms there.*1 % lost/],
    [{ ...PATH, path: { roundTripMs: 20, lossShare: 0.1 } }, /^MEND .*10 % lost.*break up/],
    [{ ...PATH, path: { roundTripMs: 400, lossShare: 0 } }, /^- .*at once/],
    [
      { topic: 'ice-server', url: 'turn:t.example', isOwn: true, verdict: { kind: 'refused' } },
      /^MEND turn:t.example: wrong user name/,
    ],
  ])('%j', (finding, text) => {
    expect(findingLine(finding, own).text).toMatch(text);
  });
});

describe('the report', () => {
  const findings: readonly Finding[] = [
    {
      topic: 'server',
      state: {
        kind: 'signed-in',
        server: 'wss://calls.secret.example',
        isSecure: true,
        isPinned: false,
        roundTripMs: 31,
      },
    },
    {
      topic: 'ice-server',
      url: 'turn:turn.secret.example:3478',
      isOwn: true,
      verdict: { kind: 'unreachable', transport: 'udp' },
    },
    { ...PATH, url: 'turn:turn.secret.example:3478', path: { roundTripMs: 20, lossShare: 0 } },
  ];
  const facts = { appVersion: '0.1.0', browser: 'Chromium', at: new Date(0) };

  it('numbers addresses, the same by the same number', () => {
    const text = doctorReport(findings, { ...facts, hasAddresses: false });
    expect(text).not.toContain('secret');
    expect(text).toContain('wss (server 1) answers in 31 ms');
    expect(text).toContain('turn (server 2): does not answer');
    expect(text).toContain('path over turn (server 2)');
    expect(text).toContain('WebCRT 0.1.0, 1970-01-01T00:00:00.000Z');
  });

  it('has them where they are asked for', () => {
    const text = doctorReport(findings, { ...facts, hasAddresses: true });
    expect(text).toContain('turn:turn.secret.example:3478');
  });
});
