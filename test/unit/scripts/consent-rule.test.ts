import { existsSync } from 'node:fs';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { CONSENT_STEPS, consentRule } from '../../../scripts/lint/consent-rule.mjs';

const ANYWHERE = 'src/renderer/app/wire-call.ts';

/** What the rule says of `code` in the file at `path`. */
function complaintsAt(code: string, path: string): string[] {
  const messages = new Linter().verify(
    code,
    {
      files: ['**/*.ts'],
      plugins: { webcrt: { rules: { consent: consentRule } } },
      rules: { 'webcrt/consent': 'error' },
    },
    { filename: path },
  );
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.map(({ message }) => message);
}

const complaintsOf = (code: string): string[] => complaintsAt(code, ANYWHERE);

describe('the rule about consent', () => {
  it.each([
    'navigator.mediaDevices.getUserMedia({ video: true });',
    'window.navigator.mediaDevices?.getUserMedia({ audio: true });',
    "devices['getUserMedia']({ audio: true });",
    'const { getUserMedia } = devices;',
    'const { getDisplayMedia: show } = devices;',
    'devices.getDisplayMedia();',
    'const open = media.openCamera.bind(media);',
    'call.onPhase(() => media.openMicrophone());',
    "access.openTrack('camera', {});",
    'sender.replaceTrack(track);',
    'connection.addTrack(track);',
    'connection.addStream(stream);',
    "connection.addTransceiver(track, { direction: 'sendonly' });",
    'track.enabled = true;',
    "track['enabled'] = true;",
  ])('finds the offender %s', (code) => {
    expect(complaintsOf(code)).toHaveLength(1);
  });

  it.each([
    'media.closeCamera();',
    'mediaSwitch.grant();',
    'track.stop();',
    'button.disabled = true;',
    'const isSilent = !track.enabled;',
    "connection.createDataChannel('files');",
  ])('leaves %s alone', (code) => {
    expect(complaintsOf(code)).toEqual([]);
  });

  it('says who may, and has a file there', () => {
    for (const [name, owners] of Object.entries(CONSENT_STEPS)) {
      const [message] = complaintsOf(`something.${name}();`);
      expect(message).toContain(owners.join(', ') || 'nobody');
      expect(owners.filter((owner) => !existsSync(owner))).toEqual([]);
    }
  });

  it('lets the owner of a step take it, and no other owner', () => {
    for (const [name, owners] of Object.entries(CONSENT_STEPS)) {
      for (const path of Object.values(CONSENT_STEPS).flat()) {
        const count = complaintsAt(`something.${name}();`, path).length;
        expect([name, path, count]).toEqual([name, path, owners.includes(path) ? 0 : 1]);
      }
    }
  });

  it('is in force in every file of the window', async () => {
    const eslint = new ESLint();
    for (const path of [ANYWHERE, 'src/renderer/rtc/sending-places.ts', 'src/renderer/web.ts']) {
      const config = (await eslint.calculateConfigForFile(path)) as Linter.Config;
      expect(config.rules).toHaveProperty(['webcrt/consent', 0], 2);
    }
  });
});
