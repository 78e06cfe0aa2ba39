import { beforeEach, describe, expect, it } from 'vitest';
import { TabCompletion } from '../../../../src/renderer/ui/tab-completion';
import { complete } from '../../../../src/shared/commands/complete';

const CONTEXT = {
  isInCall: false,
  people: ['ann', 'anna', 'bob'],
  settingKeys: [],
  settingValues: () => [],
};

describe('TabCompletion', () => {
  let tabs: TabCompletion;
  let line: string;
  let cursor: number;

  beforeEach(() => {
    tabs = new TabCompletion((text, at) => complete(text, at, CONTEXT));
  });

  function put(text: string, at = text.length): void {
    line = text;
    cursor = at;
  }

  /** What is announced of a Tab; `line` and `cursor` are as it leaves them. */
  function tab(step: 1 | -1 = 1): string | null {
    const outcome = tabs.tab(line, cursor, step);
    if (outcome === null) return null;
    ({ line, cursor } = outcome);
    return outcome.announcement;
  }

  it('completes the only match, with the blank behind it', () => {
    put('hel');
    expect(tab()).toBe('help');
    expect(line).toBe('help ');
    expect(tabs.isOpen).toBe(false);
  });

  it('offers nothing for a word with which nothing begins', () => {
    put('zzz');
    expect(tab()).toBeNull();
    expect(line).toBe('zzz');
  });

  it('inserts what all matches share and announces them; the next Tab chooses one', () => {
    put('call a');
    expect(tab()).toBe('2 matches: ann, anna');
    expect(line).toBe('call ann');
    expect(tab()).toBe('1 of 2: ann');
    expect(tab()).toBe('2 of 2: anna');
    expect(line).toBe('call anna');
    expect(tab()).toBe('1 of 2: ann');
    expect(line).toBe('call ann');
  });

  it('chooses a match at once where there is nothing to insert, backwards as well', () => {
    put('ca');
    expect(tab()).toBe('1 of 2: call');
    expect(tab(-1)).toBe('2 of 2: camera');
    expect(line).toBe('camera');
    expect(tab(-1)).toBe('1 of 2: call');
  });

  it('begins at the last match when the first Tab goes back', () => {
    put('call a');
    tab();
    expect(tab(-1)).toBe('2 of 2: anna');
  });

  it('gives back what was typed, cursor and all', () => {
    put('ca now', 2);
    tab();
    tab();
    expect(line).toBe('camera now');
    expect(tabs.cancel()).toEqual({ line: 'ca now', cursor: 2 });
    expect(tabs.isOpen).toBe(false);
    expect(tabs.cancel()).toBeNull();
  });

  it('keeps the blank between a match and the rest of the line', () => {
    put('call a now', 6);
    tab();
    expect(line).toBe('call ann now');
    tab();
    tab();
    expect(line).toBe('call anna now');
    expect(line.slice(0, cursor)).toBe('call anna');
  });

  it('starts afresh after the line was edited', () => {
    put('ca');
    tab();
    tabs.end();
    put('call a');
    expect(tab()).toBe('2 matches: ann, anna');
  });

  it('names the first few of many, and says how many there are besides', () => {
    const many = Array.from({ length: 25 }, (_, index) => `p${index}x`);
    tabs = new TabCompletion(() => ({ start: 0, end: 0, candidates: many }));
    put('');
    expect(tab()).toBe('25 matches: p0x, p1x, p2x, p3x, p4x, p5x, p6x, p7x and 17 more');
  });
});
