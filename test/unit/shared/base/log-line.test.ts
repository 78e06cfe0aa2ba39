import { describe, expect, it } from 'vitest';
import { formatLogLine } from '../../../../src/shared/base/log-line';

describe('formatLogLine', () => {
  it('is a time, a level, a message and pairs', () => {
    const context = { name: 'Ann Ö', count: 2, isNew: true, nothing: null, left: undefined };
    expect(formatLogLine(0, 'warn', 'hello', context)).toBe(
      '1970-01-01T00:00:00.000Z warn     hello name="Ann Ö" count=2 isNew=true nothing=null',
    );
  });

  it('lets nothing forge a line, hide one, or speak to a terminal', () => {
    const evil = 'a\nb\r\u001b[2J\u009b6n\u2028\u202e\ud800';
    const line = formatLogLine(0, 'info', evil, { evil });
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(line).toContain('a\\u{a}b\\u{d}\\u{1b}[2J\\u{9b}6n');
  });
});
