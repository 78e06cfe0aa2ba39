import { describe, expect, it } from 'vitest';
import { createConsoleLogger } from '../../../src/server/console-logger';
import type { LogLevel } from '../../../src/shared/base/logger';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';

function setUp(threshold: LogLevel) {
  const lines: string[] = [];
  const logger = createConsoleLogger({
    threshold,
    write: (line) => lines.push(line),
    nowMs: () => Date.UTC(2025, 10, 21, 5, 30),
  });
  return { lines, logger };
}

describe('createConsoleLogger', () => {
  it('writes time, level, message and what it is about', () => {
    const { lines, logger } = setUp('info');
    logger.log('warn', 'closing', { id: 'a b', count: 3, why: null, isLast: true, no: undefined });
    expect(lines).toEqual([
      '2025-11-21T05:30:00.000Z warn     closing id="a b" count=3 why=null isLast=true\n',
    ]);
  });

  it('leaves out what is below its threshold', () => {
    const { lines, logger } = setUp('warn');
    logger.log('info', 'no');
    logger.log('critical', 'yes');
    expect(lines).toHaveLength(1);
  });

  it('keeps every entry on one line, without control characters', () => {
    const { lines, logger } = setUp('trace');
    for (const { text } of HOSTILE_STRINGS) logger.log('info', text, { text });
    expect(lines).toHaveLength(HOSTILE_STRINGS.length);
    for (const line of lines) {
      expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
  });
});
