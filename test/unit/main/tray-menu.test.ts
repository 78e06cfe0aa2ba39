import { describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import {
  describe as describeStatus,
  INITIAL_STATUS,
  trayIconName,
  trayLines,
} from '../../../src/main/tray-menu';
import type { HostStatus } from '../../../src/shared/ipc/host-api';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';

/** Controls, ends of lines, and what turns the order of letters. */
const ACTS = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const status = (change: Partial<HostStatus>): HostStatus => ({ ...INITIAL_STATUS, ...change });

const linesOf = (change: Partial<HostStatus>, startsAtLogin: boolean | null = false) =>
  trayLines({ status: status(change), missedCalls: 1, startsAtLogin });

describe('trayLines', () => {
  it('offers the window, presence, what starts by itself, and the way out', () => {
    const lines = linesOf({ presence: 'away', autoAnswer: true }, true);
    const shown = lines.map((line) =>
      line.type === 'separator'
        ? '-'
        : line.type === 'title'
          ? line.label
          : `${line.type} ${line.label} ${line.isTicked ? 'x' : ''}`.trim(),
    );
    expect(shown).toEqual([
      'Away, 1 missed call (auto-answer is on)',
      'normal Open WebCRT',
      '-',
      'radio Available',
      'radio Away x',
      'radio Do not disturb',
      '-',
      'checkbox Auto-answer x',
      'checkbox Start when you log in x',
      '-',
      'normal About WebCRT',
      'normal Quit',
    ]);
  });

  it('turns auto-answer into the opposite of what it is', () => {
    const commands = (autoAnswer: boolean): unknown[] =>
      linesOf({ autoAnswer }).flatMap((line) => ('command' in line ? [line.command] : []));
    expect(commands(true)).toContainEqual({ kind: 'auto-answer', isOn: false });
    expect(commands(false)).toContainEqual({ kind: 'auto-answer', isOn: true });
  });

  it('turns starting with the session into the opposite, where that is for the user', () => {
    const chosen = (startsAtLogin: boolean | null): unknown[] =>
      linesOf({}, startsAtLogin).flatMap((line) =>
        'command' in line && line.command.kind === 'start-at-login' ? [line.command.isOn] : [],
      );
    expect([chosen(true), chosen(false), chosen(null)]).toEqual([[false], [true], []]);
  });
});

describe('describe', () => {
  it.each([
    [{ phase: 'idle', presence: 'donotdisturb' }, 'Do not disturb'],
    [{ phase: 'outgoing', peer: 'ann' }, 'Calling ann'],
    [{ phase: 'incoming', peer: 'ann' }, 'ann is calling'],
    [{ phase: 'connecting', peer: 'ann' }, 'In a call with ann'],
    [{ phase: 'live', peer: 'ann' }, 'In a call with ann'],
    [{ phase: 'reconnecting', peer: 'ann' }, 'Reconnecting to ann'],
  ] as const)('says of %j: %s', (change, text) => {
    expect(describeStatus(status(change), 0)).toBe(text);
  });

  it('tells how many calls were missed', () => {
    expect(describeStatus(status({}), 1)).toBe('Available, 1 missed call');
    expect(describeStatus(status({ autoAnswer: true }), 2)).toBe(
      'Available, 2 missed calls (auto-answer is on)',
    );
  });

  it('shows nothing of a name that cannot be shown', () => {
    expect(describeStatus(status({ phase: 'incoming', peer: '\u202e\u0000' }), 0)).toBe(
      'somebody is calling',
    );
  });
});

describe('the tray, of hostile names', () => {
  it('shows nothing that acts', () => {
    for (const { label, text: peer } of HOSTILE_STRINGS) {
      for (const phase of ['outgoing', 'incoming', 'live', 'reconnecting'] as const) {
        const shown = status({ phase, peer });
        expect(describeStatus(shown, 1), label).not.toMatch(ACTS);
        for (const line of linesOf({ phase, peer })) {
          if (line.type !== 'separator') expect(line.label, label).not.toMatch(ACTS);
        }
      }
    }
  });
});

describe('trayIconName', () => {
  it('shows a call before presence', () => {
    const phases = ['idle', 'outgoing', 'incoming', 'connecting', 'live', 'reconnecting'] as const;
    expect(phases.map((phase) => trayIconName(status({ phase, presence: 'away' })))).toEqual([
      'away',
      'ringing',
      'ringing',
      'call',
      'call',
      'call',
    ]);
  });

  it('has a picture in two sizes for each state', () => {
    const names = ['available', 'away', 'donotdisturb', 'ringing', 'call'];
    const paths = names.flatMap((name) => [
      `assets/tray/${name}.png`,
      `assets/tray/${name}@2x.png`,
    ]);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});
