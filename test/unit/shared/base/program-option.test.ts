import { describe, expect, it } from 'vitest';
import { optionForm, optionLines } from '../../../../src/shared/base/program-option';

describe('optionLines', () => {
  it('puts what an option does beside it', () => {
    expect(optionLines([{ name: 'port', value: 'N', summary: 'where' }])).toEqual([
      '  --port N               where',
    ]);
  });

  it('begins a line for what does not fit beside a long one', () => {
    const [form, ...lines] = optionLines([
      { name: 'connections-per-address', value: 'N', summary: 'many words '.repeat(20).trim() },
    ]);
    expect(form).toBe('  --connections-per-address N');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).toMatch(/^ {25}\S.{0,76}$/);
  });

  it('says the short form first', () => {
    expect(optionForm({ name: 'help', short: 'h', summary: '' })).toBe('-h, --help');
  });
});
