import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CertificatePin } from '../../../../src/renderer/rtc/certificate-pin';
import { SignalGuard } from '../../../../src/renderer/rtc/signal-guard';
import { effectiveFingerprints } from '../../../helpers/effective-fingerprints';
import { EDITED_SDPS } from '../../../helpers/edited-sdp';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { HeapBar } from '../../../helpers/heap-bar';
import { SDP_FIXTURES } from '../../../helpers/sdp-fixtures';

// An intruder who edits a description of a call that is up, so that it passes for one of the other
// end's and Chromium takes it for theirs.

const FULL_COUNT = 100_000;

describe('a description that was edited on its way', () => {
  it(
    'never passes when Chromium would take another certificate from it than the one pinned',
    { timeout: FUZZ_TIMEOUT_MS },
    () => {
      let passed = 0;
      const guards = new Map(
        SDP_FIXTURES.map(({ name, type, sdp }) => {
          const options = { generation: 0, accepts: type, allowLoopback: true };
          const guard = (): SignalGuard => {
            const pin = new CertificatePin();
            pin.hold(/a=fingerprint:sha-256 (\S+)/.exec(sdp)?.[1] ?? '');
            return new SignalGuard({ ...options, pin });
          };
          return [name, guard];
        }),
      );
      const { numRuns, seed } = fuzzRun('sdp', FULL_COUNT);
      const heap = new HeapBar('sdp', numRuns);
      fc.assert(
        fc.property(EDITED_SDPS, ({ fixture: { name, type }, pinned, sdp: mutated }) => {
          heap.add();
          const signal = { kind: 'description', generation: 0, type, sdp: mutated } as const;
          if (!guards.get(name)!().check(signal).ok) return;
          passed += 1;
          const effective = effectiveFingerprints(mutated);
          expect(effective.length).toBeGreaterThan(0);
          expect(new Set(effective)).toEqual(new Set([`SHA-256 ${pinned}`]));
        }),
        { numRuns, seed },
      );
      // Harmless edits do pass, or this would prove nothing.
      expect(passed).toBeGreaterThan(numRuns / 50);
      heap.check();
    },
  );

  it('is read as Chromium reads it by what this is held against', () => {
    const own = 'a=fingerprint:sha-256 AA';
    const theirs = 'a=fingerprint:sha-512 BB';
    const read = (...lines: readonly string[]) => effectiveFingerprints(lines.join('\r\n'));
    expect(read(own, 'm=audio 9')).toEqual(['SHA-256 AA']);
    expect(read(own, 'm=audio 9', theirs, 'm=video 9')).toEqual(['SHA-512 BB', 'SHA-256 AA']);
    expect(read('m=audio 9', own, theirs)).toEqual(['SHA-512 BB']);
    expect(read('m=audio 9', 'a=FINGERPRINT:sha-256 AA')).toEqual([null]);
  });
});
