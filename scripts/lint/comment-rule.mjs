/** As wide as Prettier makes code; it leaves comments alone. In UTF-16 code units. */
const MAX_COLUMNS = 100;

/** In a class a reader takes I for the object. What is quoted is somebody's own words. */
const FIRST_PERSON = /(?<![\w'’.-])(?:I|me|mine|my|myself)(?![\w'’-])/i;
const QUOTED = /`[^`]*`|"[^"]*"|“[^”]*”/g;

/** Descriptions of types in scripts, which describe nothing that follows them. */
const DEFINITION = /@(?:typedef|callback|import|template)\b/;

/** What tools read has to stand on one line. */
const DIRECTIVE = /^\s*(?:eslint-|@ts-)/;

/**
 * A rule of ESLint about comments: none is wider than a hundred columns; of two descriptions in a
 * row the first has slipped off what it describes; and, with `noFirstPerson`, none says I, my or
 * me, where the field says local and remote.
 *
 * @type {typeof import('./comment-rule.mjs').commentRule}
 */
export const commentRule = {
  meta: {
    type: 'layout',
    schema: [
      {
        type: 'object',
        properties: { noFirstPerson: { type: 'boolean' } },
        additionalProperties: false,
      },
    ],
    messages: {
      slipped: 'This describes nothing: another description follows it.',
      wide: `A comment ends within ${MAX_COLUMNS} columns.`,
      firstPerson: 'Say whose it is, local or remote, rather than “{{ word }}”.',
    },
  },
  create(context) {
    const [{ noFirstPerson = false } = {}] = context.options;
    const { sourceCode } = context;
    /**
     * @param {number} line
     * @param {string} messageId
     * @param {Record<string, string>} [data]
     */
    const report = (line, messageId, data) => {
      context.report({ loc: { line, column: 0 }, messageId, data });
    };
    return {
      Program() {
        const comments = sourceCode.getAllComments();
        for (const [at, comment] of comments.entries()) {
          const { loc, value } = comment;
          if (!loc || DIRECTIVE.test(value)) continue;
          if (hasSlipped(comment, comments.at(at + 1), sourceCode.text)) {
            report(loc.start.line, 'slipped');
          }
          for (let line = loc.start.line; line <= loc.end.line; line += 1) {
            if (sourceCode.lines[line - 1].length > MAX_COLUMNS) report(line, 'wide');
          }
          if (!noFirstPerson) continue;
          for (const [place, text] of value.split('\n').entries()) {
            const [word] = FIRST_PERSON.exec(text.replace(QUOTED, '')) ?? [];
            if (word !== undefined) report(loc.start.line + place, 'firstPerson', { word });
          }
        }
      },
    };
  },
};

/**
 * Whether a description is followed by another one, with nothing in between.
 *
 * @param {import('estree').Comment} comment
 * @param {import('estree').Comment | undefined} next
 * @param {string} text
 */
function hasSlipped(comment, next, text) {
  if (!isDescription(comment) || !isDescription(next)) return false;
  const between = text.slice(comment.range?.[1], next?.range?.[0]);
  return between.trim() === '' && !DEFINITION.test(comment.value);
}

/** @param {import('estree').Comment | undefined} comment */
function isDescription(comment) {
  return comment?.type === 'Block' && comment.value.startsWith('*');
}
