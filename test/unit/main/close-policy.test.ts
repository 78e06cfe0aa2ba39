import { describe, expect, it } from 'vitest';
import { decideOnClose } from '../../../src/main/close-policy';

const PHASES_IN_CALL = ['outgoing', 'incoming', 'connecting', 'live', 'reconnecting'] as const;

describe('decideOnClose', () => {
  it.each(PHASES_IN_CALL)(
    'keeps a call that is %s in the tray, whatever the setting says',
    (phase) => {
      expect(decideOnClose({ isQuitting: false, phase, closeToTray: false, isKiosk: false })).toBe(
        'hide',
      );
    },
  );

  it('goes by the setting outside a call', () => {
    expect(
      decideOnClose({ isQuitting: false, phase: 'idle', closeToTray: true, isKiosk: false }),
    ).toBe('hide');
    expect(
      decideOnClose({ isQuitting: false, phase: 'idle', closeToTray: false, isKiosk: false }),
    ).toBe('quit');
  });

  it('closes when the app quits, in a call too', () => {
    expect(
      decideOnClose({ isQuitting: true, phase: 'live', closeToTray: true, isKiosk: false }),
    ).toBe('close');
  });

  it('quits a kiosk, which nobody would find again in the tray', () => {
    expect(
      decideOnClose({ isQuitting: false, phase: 'live', closeToTray: true, isKiosk: true }),
    ).toBe('quit');
  });
});
