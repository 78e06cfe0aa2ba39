import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { commentRule } from '../../../scripts/lint/comment-rule.mjs';

/** What the rule says of `code`, by line. */
function complaintsOf(code: string, options = {}): string[] {
  const messages = new Linter().verify(code, {
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { webcrt: { rules: { comments: commentRule } } },
    rules: { 'webcrt/comments': ['error', options] },
  });
  return messages.map(({ line, message }) => `${line}: ${message}`);
}

describe('the rule about comments', () => {
  it('complains of each line of a comment that is wider than a hundred columns', () => {
    const wide = `// ${'w'.repeat(98)}`;
    const complaint = 'A comment ends within 100 columns.';
    expect(complaintsOf(`${wide}\n// ${'w'.repeat(97)}`)).toEqual([`1: ${complaint}`]);
    expect(complaintsOf(`/**\n * short\n * ${'w'.repeat(98)}\n */`)).toEqual([`3: ${complaint}`]);
  });

  it('complains of a description that another one has pushed off what it describes', () => {
    const slipped = '1: This describes nothing: another description follows it.';
    expect(complaintsOf('/** How far. */\n/** How wide. */\nlet width;')).toEqual([slipped]);
    expect(complaintsOf('/** How far. */\nlet far;\n/** How wide. */\nlet width;')).toEqual([]);
    expect(complaintsOf('// Sizes.\n/** How wide. */\nlet width;')).toEqual([]);
  });

  it('leaves definitions of types in a row, as scripts have them', () => {
    const definition = "/** @typedef {import('./x.mjs').X} X */";
    expect(complaintsOf(`${definition}\n${definition}\n/** How wide. */\nlet width;`)).toEqual([]);
  });

  it('leaves wide code to Prettier, and directives on one line', () => {
    expect(complaintsOf(`const wide = '${'w'.repeat(100)}';`)).toEqual([]);
    expect(complaintsOf(`// eslint-disable-next-line no-eval -- ${'w'.repeat(100)}`)).toEqual([]);
  });

  it.each(['My camera.', 'Whether I am heard.', 'Tells me.', 'The tile is mine.'])(
    'complains of the first person: %s',
    (text) => {
      expect(complaintsOf(`/** ${text} */`, { noFirstPerson: true })).toHaveLength(1);
      expect(complaintsOf(`/** ${text} */`)).toEqual([]);
    },
  );

  it.each(['`my-key`, as typed.', 'They ask "who am I".', 'Calls x.me() in the end.'])(
    'takes what is quoted, or code, as it is: %s',
    (text) => {
      expect(complaintsOf(`/** ${text} */`, { noFirstPerson: true })).toEqual([]);
    },
  );
});
