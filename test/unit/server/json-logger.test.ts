import { describe, expect, it } from 'vitest';
import { createJsonLogger } from '../../../src/server/json-logger';
import { LOG_LEVELS, type LogLevel } from '../../../src/shared/base/logger';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';

function setUp(threshold: LogLevel) {
  const lines: string[] = [];
  const logger = createJsonLogger({
    threshold,
    write: (line) => lines.push(line),
    nowMs: () => Date.UTC(2025, 10, 21, 5, 30),
  });
  return { lines, logger };
}

describe('createJsonLogger', () => {
  it('writes an object per line: level, time, what the line is about, and the message', () => {
    const { lines, logger } = setUp('info');
    logger.log('warn', 'closing', { id: 'a b', count: 3, why: null, isLast: true, no: undefined });
    expect(lines).toEqual([
      '{"level":"warn","time":"2025-11-21T05:30:00.000Z","id":"a b","count":3,"why":null,"isLast":true,"msg":"closing"}\n',
    ]);
  });

  it('names every level as the others do', () => {
    const { lines, logger } = setUp('trace');
    for (const level of LOG_LEVELS) logger.log(level, 'a line');
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(LOG_LEVELS);
  });

  it('leaves out what is below its threshold', () => {
    const { lines, logger } = setUp('warn');
    logger.log('info', 'no');
    logger.log('critical', 'yes');
    expect(lines).toHaveLength(1);
  });

  it('keeps every entry on one line, without what moves a cursor, and loses nothing of it', () => {
    const { lines, logger } = setUp('trace');
    for (const { text } of HOSTILE_STRINGS) logger.log('info', text, { what: text });
    expect(lines).toHaveLength(HOSTILE_STRINGS.length);
    for (const [index, line] of lines.entries()) {
      expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      const { text } = HOSTILE_STRINGS[index];
      expect(JSON.parse(line)).toMatchObject({ what: text, msg: text });
    }
  });

  it('writes down no secret, should it be given one', () => {
    const { lines, logger } = setUp('trace');
    logger.log('info', 'a line', { text: 'hush', password: 'hush', resumeToken: 'hush' });
    expect(lines.join('')).not.toContain('hush');
  });
});
