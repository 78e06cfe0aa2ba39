/** @typedef {import('eslint').Rule.Node} RuleNode */
/** @typedef {import('estree').Node} Node */

/** Stands for what a template puts in: a name, a number. */
const INSERTED = '\uFFFC';

/** Begins with a capital or with what is put in, has a blank, and ends as sentences do. */
const SENTENCE = /^["'‘“(]?[\p{Lu}\uFFFC][^]* [^]*(?:[.?!…]["'’”)]*(?:\s|$)|:$)/u;
const WORD = /\p{L}{2}/u;

/** Two words in a row are no identifier. */
const PHRASE = /\p{L}{2,},? \p{L}{2,}/u;

/** Properties, of objects and of elements, whose value is read or read out. */
const READ = new Set(['label', 'text', 'textContent', 'title', 'placeholder', 'ariaLabel', 'alt']);
/** Those whose value is for style sheets. */
const STYLED = new Set(['class', 'className']);

/** What is said to whoever looks for a fault, and not to the user. */
const FOR_DEVELOPERS = /(?:Error|Exception|^assertNever|^log)$/;

/** Those that hand on what they get: it is the taker's above them. Of TypeScript, too. */
const HANDED_ON = new Set([
  'ConditionalExpression',
  'LogicalExpression',
  'TSAsExpression',
  'TemplateLiteral',
]);

/**
 * The text of a literal, a template or a sum of such; `null`: it is none.
 *
 * @param {Node} node
 * @returns {string | null}
 */
function textOf(node) {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'TemplateLiteral') {
    return node.quasis.map(({ value }) => value.cooked).join(INSERTED);
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return null;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  if (left === null && right === null) return null;
  return (left ?? INSERTED) + (right ?? INSERTED);
}

/** @param {Node} node */
function isSum(node) {
  return node.type === 'BinaryExpression' && node.operator === '+';
}

/**
 * The name of a property or variable; '': it has none.
 *
 * @param {Node} node
 * @returns {string}
 */
function nameOf(node) {
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}

/**
 * The name of the property or function that gets what `node` comes to; '': none.
 *
 * @param {RuleNode} node
 * @returns {string}
 */
function takerOf(node) {
  const { parent } = node;
  if (!parent) return '';
  if (HANDED_ON.has(parent.type)) return takerOf(parent);
  switch (parent.type) {
    case 'Property':
    case 'PropertyDefinition':
      return parent.value === node ? nameOf(parent.key) : '';
    case 'AssignmentExpression':
      return nameOf(parent.left);
    case 'CallExpression':
    case 'NewExpression': {
      const name = nameOf(parent.callee);
      // setAttribute('aria-label', TEXT)
      const [first] = parent.arguments;
      return name === 'setAttribute' && first !== node ? attributeOf(first) : name;
    }
    default:
      return '';
  }
}

/** @param {Node} node */
function attributeOf(node) {
  const name = nameOf(node);
  return name === 'aria-label' ? 'ariaLabel' : name;
}

/**
 * Whether an argument stands in a message to developers, however deep.
 *
 * @param {RuleNode} node
 */
function isForDevelopers(node) {
  for (let { parent } = node; parent; { parent } = parent) {
    if ('callee' in parent && FOR_DEVELOPERS.test(nameOf(parent.callee))) return true;
    if (parent.type.endsWith('Statement')) return false;
  }
  return false;
}

/**
 * A rule of ESLint: what the user reads is written in `src/renderer/text`, where it can be
 * proof-read and translated, and nowhere else. It finds sentences, and with `phrases` also two
 * words in a row and whatever is given as a label, a title or a text.
 *
 * @type {typeof import('./sentence-rule.mjs').sentenceRule}
 */
export const sentenceRule = {
  meta: {
    type: 'suggestion',
    schema: [
      {
        type: 'object',
        properties: { phrases: { type: 'boolean' } },
        additionalProperties: false,
      },
    ],
    messages: {
      elsewhere: 'The user reads this: write it in src/renderer/text, and name it here.',
    },
  },
  create(context) {
    const [{ phrases = false } = {}] = context.options;
    /**
     * @param {string} text
     * @param {string} taker
     */
    const isRead = (text, taker) => {
      if (SENTENCE.test(text.trim()) && WORD.test(text)) return true;
      if (!phrases || STYLED.has(taker)) return false;
      return PHRASE.test(text) || (READ.has(taker) && WORD.test(text));
    };
    /** @param {RuleNode} node */
    const look = (node) => {
      const { parent } = node;
      // The whole sum is looked at, and once.
      if (parent === null || isSum(parent)) return;
      if (/^(?:Import|Export|TSLiteralType$)/.test(parent.type)) return;
      const text = textOf(node);
      if (text === null || isForDevelopers(node)) return;
      if (isRead(text, takerOf(node))) context.report({ node, messageId: 'elsewhere' });
    };
    return { Literal: look, TemplateLiteral: look, BinaryExpression: look };
  },
};
