/**
 * What is tried with inputs of chance, by the name that `npm run fuzz` takes: the tests that do so,
 * by the level that they belong to.
 *
 * @type {typeof import('./fuzz-rows.mjs').FUZZ_ROWS}
 */
export const FUZZ_ROWS = {
  text: { unit: ['test/unit/shared/text/hostile-text.test.ts'] },
  calls: { unit: ['test/unit/shared/call/call-machine.test.ts'] },
  outside: { unit: ['test/unit/main/outside-words.test.ts'] },
  letters: { unit: ['test/unit/shared/pigeon/letters.test.ts'] },
  comparison: { unit: ['test/unit/shared/identity/short-authentication-string.test.ts'] },
  signals: {
    unit: [
      'test/unit/renderer/rtc/sdp-certificate.test.ts',
      'test/unit/renderer/rtc/candidate-check.test.ts',
      'test/unit/renderer/rtc/ip-address.test.ts',
    ],
    e2e: ['test/e2e/rtc/peer-link.test.ts'],
  },
  terminals: {
    unit: [
      'test/unit/shared/protocol/shell-wire.test.ts',
      'test/unit/renderer/call/shell-share.test.ts',
    ],
  },
  media: {
    unit: ['test/unit/alone/hostile-pictures.test.ts', 'test/unit/alone/hostile-sound.test.ts'],
  },
  ipc: { integration: ['test/integration/main/security.test.ts'] },
  clivrt: { unit: ['test/unit/server/gateways/hostile-clivrt.test.ts'] },
  flitter: { unit: ['test/unit/server/gateways/hostile-flitter.test.ts'] },
  rtcpool: { unit: ['test/unit/server/gateways/hostile-rtcpool.test.ts'] },
  'rtc-chat': { unit: ['test/unit/server/gateways/hostile-rtc-chat.test.ts'] },
  server: { integration: ['test/integration/server/hostile-input.test.ts'] },
};
