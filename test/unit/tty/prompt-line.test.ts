import { describe, expect, it } from 'vitest';
import type { TerminalRequest } from '../../../src/shared/ipc/attached-terminal';
import { PromptLine } from '../../../src/tty/prompt-line';

function promptLine(): { readonly line: PromptLine; readonly sent: TerminalRequest[] } {
  const sent: TerminalRequest[] = [];
  const line = new PromptLine((request) => {
    sent.push(request);
  });
  return { line, sent };
}

describe('PromptLine', () => {
  it('sends a command that is entered, and is empty then', () => {
    const { line, sent } = promptLine();
    line.insert('call bob');
    expect(line.enter()).toBe(true);
    expect(sent).toEqual([{ kind: 'enter', line: 'call bob' }]);
    expect(line.isEmpty).toBe(true);
  });

  it('sends nothing when nothing but blanks is entered', () => {
    const { line, sent } = promptLine();
    line.insert('  ');
    expect(line.enter()).toBe(false);
    expect(sent).toEqual([]);
  });

  it('shows dots of a secret, and sends what they stand for', () => {
    const { line, sent } = promptLine();
    line.setQuestion('password', false);
    line.insert('swordfish');
    expect(line.facts()).toMatchObject({ prompt: 'password', typed: '•••••••••' });
    expect(line.enter()).toBe(false);
    expect(sent).toEqual([{ kind: 'answer', text: 'swordfish' }]);
    expect(line.facts().prompt).toBe('>');
  });

  it('brings no secret back', () => {
    const { line } = promptLine();
    line.setQuestion('password', false);
    line.insert('swordfish');
    line.enter();
    line.recall('previous');
    expect(line.isEmpty).toBe(true);
  });

  it('puts no command into the answer to a question', () => {
    const { line } = promptLine();
    line.insert('call bob');
    line.enter();
    line.setQuestion('password', false);
    line.recall('previous');
    expect(line.isEmpty).toBe(true);
  });

  it('takes the completion that it asked for last, and no earlier one', () => {
    const { line, sent } = promptLine();
    line.insert('ca');
    line.complete(1);
    line.complete(1);
    expect(sent.map(({ kind }) => kind)).toEqual(['complete', 'complete']);
    const offer = { kind: 'completion', start: 0, end: 2 } as const;
    line.takeCompletion({ ...offer, id: 1, candidates: ['cancel'] });
    expect(line.facts().typed).toBe('ca');
    line.takeCompletion({ ...offer, id: 2, candidates: ['call', 'camera'] });
    expect(line.facts()).toMatchObject({ typed: 'call', choice: { selected: 0 } });
    line.complete(-1);
    expect(line.facts().typed).toBe('camera');
    expect(line.escape()).toBe(true);
    expect(line.facts()).toMatchObject({ typed: 'ca', choice: null });
  });

  it('says that there is nothing to complete', () => {
    const { line } = promptLine();
    line.insert('xyzzy');
    line.complete(1);
    line.takeCompletion({ kind: 'completion', id: 1, start: 0, end: 5, candidates: [] });
    expect(line.facts().hint).toBe('nothing to complete');
  });

  it('gives up the line first, then the question, and then says how to leave', () => {
    const { line, sent } = promptLine();
    line.setQuestion('topic', true);
    line.insert('cats');
    line.interrupt();
    expect(line.facts()).toMatchObject({ prompt: 'topic', typed: '' });
    expect(sent).toEqual([]);
    line.interrupt();
    expect(sent).toEqual([{ kind: 'answer', text: null }]);
    line.interrupt();
    expect(line.facts().hint).toBe('Ctrl+D leaves');
  });

  it('lets no control of what is set or pasted through', () => {
    const { line } = promptLine();
    line.setText('a\x1b[31mb');
    line.insert('c\nd');
    expect(line.facts().typed).not.toMatch(/\p{Cc}/u);
    expect(line.facts().typed.endsWith('c d')).toBe(true);
  });
});
