import { describe, expect, it } from 'vitest';
import { LineEditor } from '../../../../src/tty/screen/line-editor';

/** The line with a bar where the cursor is. */
function shown(editor: LineEditor): string {
  const { text, cursor } = editor.current;
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function typed(text: string): LineEditor {
  const editor = new LineEditor();
  editor.insert(text);
  return editor;
}

describe('a line that is typed', () => {
  it('moves and deletes by what one sees as a letter', () => {
    const editor = typed('a👩‍👩‍👧e\u0301');
    editor.move('left');
    expect(shown(editor)).toBe('a👩‍👩‍👧|e\u0301');
    editor.delete('left');
    expect(shown(editor)).toBe('a|e\u0301');
    editor.delete('right');
    expect(shown(editor)).toBe('a|');
  });

  it('moves and deletes by words, and to both ends', () => {
    const editor = typed('call bob now');
    editor.move('word-left');
    expect(shown(editor)).toBe('call bob |now');
    editor.delete('word-left');
    expect(shown(editor)).toBe('call |now');
    editor.move('start');
    editor.move('word-right');
    expect(shown(editor)).toBe('call| now');
    editor.delete('end');
    expect(shown(editor)).toBe('call|');
    editor.delete('start');
    expect(shown(editor)).toBe('|');
  });

  it('holds what is pasted on one line, without controls', () => {
    expect(shown(typed('two\r\nlines\x1b[2J\u009b\u202e!'))).toBe('two lines[2J!|');
  });

  it('completes what is certain, and walks through the rest', () => {
    const editor = typed('call b');
    editor.offer(editor.current, { start: 5, end: 6, candidates: ['bob', 'barbara'] });
    expect(shown(editor)).toBe('call bob|');
    editor.step(1);
    expect(shown(editor)).toBe('call barbara|');
    editor.step(1);
    expect(shown(editor)).toBe('call bob|');
    expect(editor.cancel()).toBe(true);
    expect(shown(editor)).toBe('call b|');
    editor.offer(editor.current, { start: 5, end: 6, candidates: ['bob'] });
    expect(shown(editor)).toBe('call bob |');
  });

  it('drops an answer that comes when something else is typed', () => {
    const editor = typed('call b');
    const before = editor.current;
    editor.insert('x');
    editor.offer(before, { start: 5, end: 6, candidates: ['bob'] });
    expect(shown(editor)).toBe('call bx|');
  });

  it('recalls what was entered, but for secrets', () => {
    const editor = typed('call bob');
    editor.enter(true);
    editor.insert('secret');
    editor.enter(false);
    editor.insert('begun');
    editor.recall('previous');
    expect(shown(editor)).toBe('call bob|');
    editor.recall('next');
    expect(shown(editor)).toBe('begun|');
  });
});
