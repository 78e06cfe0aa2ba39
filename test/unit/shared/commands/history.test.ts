import { describe, expect, it } from 'vitest';
import { CommandHistory } from '../../../../src/shared/commands/history';

function historyOf(...lines: readonly string[]): CommandHistory {
  const history = new CommandHistory();
  for (const line of lines) history.add(line);
  return history;
}

describe('CommandHistory', () => {
  it('walks back to the first line and forth to the draft', () => {
    const history = historyOf('one', 'two');
    expect(history.previous('dra')).toBe('two');
    expect(history.previous('two')).toBe('one');
    expect(history.previous('one')).toBeNull();
    expect(history.next()).toBe('two');
    expect(history.next()).toBe('dra');
    expect(history.next()).toBeNull();
  });

  it('has nothing to show at first', () => {
    expect(new CommandHistory().previous('x')).toBeNull();
    expect(new CommandHistory().next()).toBeNull();
  });

  it('keeps no blank line and no line twice in a row', () => {
    const history = historyOf('one', 'one', ' ', 'two', 'one');
    expect([history.previous(''), history.previous(''), history.previous('')]).toEqual([
      'one',
      'two',
      'one',
    ]);
    expect(history.previous('')).toBeNull();
  });

  it('starts from the end again after a line was entered', () => {
    const history = historyOf('one', 'two');
    history.previous('draft');
    history.previous('two');
    history.add('one');
    expect(history.next()).toBeNull();
    expect(history.previous('')).toBe('one');
    expect(history.previous('one')).toBe('two');
  });

  it('keeps the last 200 lines', () => {
    const history = historyOf(...Array.from({ length: 250 }, (_, index) => `line ${index}`));
    let oldest = '';
    for (let line = history.previous(''); line !== null; line = history.previous('')) oldest = line;
    expect(oldest).toBe('line 50');
  });
});
