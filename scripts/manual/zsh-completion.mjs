/** @typedef {import('./programs.mjs').Option} Option */

/** What completes each kind of value. */
const KINDS = {
  file: '_files',
  folder: '_files -/',
  user: '_users',
  group: '_groups',
  nothing: '',
};

/**
 * Within a spec of `_arguments` in single quotes.
 *
 * @param {string} text
 */
function escape(text) {
  return text.replace(/[\\[\]:]/g, (character) => `\\${character}`).replaceAll("'", "'\\''");
}

/** @param {Option} option */
function optionSpec({ name, short, value, completes = 'nothing', summary }) {
  const what = `[${escape(summary)}]`;
  const action = typeof completes === 'string' ? KINDS[completes] : `(${completes.join(' ')})`;
  const takes = value === undefined ? '' : `:${escape(value)}:${action}`;
  const many = summary.includes('repeatable') ? '*' : '';
  const equals = value === undefined ? '' : '=';
  if (short === undefined) return `'${many}--${name}${equals}${what}${takes}'`;
  return `'(-${short} --${name})'{-${short},--${name}${equals}}'${what}${takes}'`;
}

/** @param {readonly { name: string, summary: string }[]} words */
const described = (words) =>
  words.map(({ name, summary }) => `'${name}:${escape(summary)}'`).join(' ');

/**
 * The completion of a program for zsh: a file of its `fpath`.
 *
 * @type {typeof import('./zsh-completion.mjs').zshCompletion}
 */
export function zshCompletion({ name, options, subcommands }) {
  return `#compdef ${name}
# Made from its table of options.
local curcontext=$curcontext state line
local -a words_here
if (( CURRENT > 2 )); then
  case $words[2] in
${subcommands.map(subcommandCase).join('\n')}
  esac
fi
_arguments -C \\
  ${options.map(optionSpec).join(' \\\n  ')} \\
  '1: :->first' && return 0
if [[ $state == first ]]; then
  words_here=(${described(subcommands)})
  _describe -t commands 'command' words_here
fi
`;
}

/** @param {import('./programs.mjs').Subcommand} subcommand */
function subcommandCase({ name, options, words }) {
  const specs = options.map(optionSpec);
  const places = words.length === 0 ? [] : ["'1: :->verb'", "'2: :->word'"];
  const cases = words
    .filter((word) => word.words.length > 0)
    .map((word) => `        [[ $line[1] == ${word.name} ]] && compadd -- ${word.words.join(' ')}`);
  return [
    `    ${name})`,
    '      shift words; (( CURRENT-- ))',
    `      _arguments -C ${[...specs, ...places].join(' \\\n        ')} && return 0`,
    '      if [[ $state == verb ]]; then',
    `        words_here=(${described(words)})`,
    `        _describe -t verbs 'verb' words_here`,
    '      elif [[ $state == word ]]; then',
    ...(cases.length === 0 ? ['        :'] : cases),
    '      fi',
    '      return ;;',
  ].join('\n');
}
