import { describe, expect, it } from 'vitest';
import { usageOf } from '../../../../src/shared/commands/command-definition';
import { COMMAND_NAMES, COMMANDS } from '../../../../src/shared/commands/definitions';
import { commandTable, helpFor, helpOverview } from '../../../../src/shared/commands/help-text';
import { parseLine } from '../../../../src/shared/commands/parse-command';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

describe('helpOverview', () => {
  it('shows every command under its group, and the keys', () => {
    const lines = helpOverview(DEFAULT_SETTINGS.keys, false);
    for (const command of COMMANDS) {
      const group = lines.indexOf(command.group);
      const usage = lines.findIndex((line) => `${line} `.startsWith(`  ${usageOf(command)} `));
      expect(group).toBeGreaterThan(-1);
      expect(usage).toBeGreaterThan(group);
    }
    expect(lines).toContain('Keys');
  });

  it.each([true, false])('begins with what a newcomer types (touch: %s)', (isTouch) => {
    const lines = helpOverview(DEFAULT_SETTINGS.keys, isTouch);
    const from = lines.indexOf('First') + 1;
    const first = lines.slice(from, lines.indexOf('', from));
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThan(lines.indexOf('Calls'));
    for (const line of first) {
      const typed = (/^ {2}(.*?) {2}/.exec(line)?.[1] ?? '').replace('NAME', 'ann');
      expect(parseLine(typed, { isInCall: false })).toMatchObject({
        ok: true,
        value: { kind: 'command' },
      });
    }
    expect(first.length).toBeGreaterThan(4);
  });

  it('shows the keys as they are bound', () => {
    const text = helpOverview(
      { ...DEFAULT_SETTINGS.keys, 'toggle-mute': 'Ctrl+Alt+Q' },
      false,
    ).join('\n');
    expect(text).toMatch(/^ {2}Ctrl\+Alt\+Q +microphone off or on/m);
    expect(text).not.toMatch(/^ {2}Alt\+M /m);
  });

  it('shows every command, and speaks of no key, to whoever has a finger only', () => {
    const lines = helpOverview(DEFAULT_SETTINGS.keys, true);
    for (const command of COMMANDS) expect(lines).toContain(command.group);
    expect(lines).not.toContain('Keys');
    const rules = lines.slice(0, lines.indexOf(''));
    expect(rules.join(' ')).not.toMatch(/Tab|Up and Down|Shift|Alt\+|F1/);
  });

  it('fits into a window of 120 columns', () => {
    const lines = helpOverview(DEFAULT_SETTINGS.keys, false);
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });
});

describe('helpFor', () => {
  it.each(COMMAND_NAMES)('%s has summary, usage, options and examples', (name) => {
    const text = helpFor(name).join('\n');
    expect(text).toMatch(/^Summary\n {2}\w.*\nUsage\n {2}\w.*\nOptions\n(.*\n)*Examples\n {2}\w/);
    expect(text).toMatch(/^ {2}-h, --help {2}/m);
  });

  it('lists the options with their values', () => {
    expect(helpFor('login')).toContainEqual(expect.stringMatching(/^ {2}--user NAME {2,}the name/));
    expect(helpFor('logout')).toContainEqual(expect.stringMatching(/^ {2}-f, --force {2,}without/));
  });
});

describe('commandTable', () => {
  it('is a table in Markdown with a row for each command', () => {
    const rows = commandTable();
    expect(rows).toHaveLength(COMMANDS.length + 2);
    // Bars inside a cell are escaped: every row has three of its own.
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
  });
});

describe('help about one command', () => {
  it.each(['room', 'login', 'quit'])('sets what the options of %s do below each other', (name) => {
    const lines = helpFor(name);
    const rows = lines.slice(lines.indexOf('Options') + 1, lines.indexOf('Examples'));
    const columns = rows.map((row) => /^ {2}\S.*? {2,}(?=\S)/.exec(row)?.[0].length);
    expect(columns[0]).toBeGreaterThan(2);
    expect(new Set(columns).size).toBe(1);
  });
});
