import { describe, expect, it } from 'vitest';
import { type CloseQuestion, decideOnClose } from '../../../src/main/close-policy';

const PHASES_IN_CALL = ['outgoing', 'incoming', 'connecting', 'live', 'reconnecting'] as const;

const decide = (change: Partial<CloseQuestion>): string =>
  decideOnClose({
    isQuitting: false,
    phase: 'idle',
    closeToTray: true,
    isKiosk: false,
    showsTray: true,
    ...change,
  });

describe('decideOnClose', () => {
  it.each(PHASES_IN_CALL)(
    'keeps a call that is %s in the tray, whatever the setting says',
    (phase) => {
      expect(decide({ phase, closeToTray: false })).toBe('hide');
    },
  );

  it('goes by the setting outside a call', () => {
    expect(decide({})).toBe('hide');
    expect(decide({ closeToTray: false })).toBe('quit');
  });

  it('hides nothing where the desktop shows no tray', () => {
    const showsTray = false;
    expect(decide({ showsTray })).toBe('minimise');
    for (const phase of PHASES_IN_CALL) {
      expect(decide({ showsTray, phase, closeToTray: false })).toBe('minimise');
    }
    expect(decide({ showsTray, closeToTray: false })).toBe('quit');
  });

  it('closes when the app quits, in a call too', () => {
    expect(decide({ isQuitting: true, phase: 'live' })).toBe('close');
    expect(decide({ isQuitting: true, showsTray: false })).toBe('close');
  });

  it('quits a kiosk, which nobody would find again in the tray', () => {
    expect(decide({ phase: 'live', isKiosk: true })).toBe('quit');
    expect(decide({ phase: 'live', isKiosk: true, showsTray: false })).toBe('quit');
  });
});
