import { describe, expect, it } from 'vitest';
import { splitColumns } from '../../../../src/renderer/ui/column-lines';

describe('splitColumns', () => {
  it('splits a line where there are two blanks or more', () => {
    expect(splitColumns('  call PERSON    calls somebody; call echo  tries')).toEqual({
      head: '  call PERSON',
      gap: '    ',
      rest: 'calls somebody; call echo  tries',
    });
  });

  it('finds the second column of a line without a first', () => {
    const gap = ' '.repeat(36);
    expect(splitColumns(`${gap}says it`)).toEqual({ head: '', gap, rest: 'says it' });
  });

  it.each(['', 'Calls', '  room [--lock] create|stop [NAME]', 'a sentence. Another one.'])(
    'leaves %j as one column',
    (line) => {
      expect(splitColumns(line)).toEqual({ head: line, gap: '', rest: '' });
    },
  );

  it.each(['  echo  available', '      x', 'ends with blanks  ', '* garden  3 people,  active'])(
    'loses no character of %j',
    (line) => {
      const { head, gap, rest } = splitColumns(line);
      expect(head + gap + rest).toBe(line);
    },
  );
});
