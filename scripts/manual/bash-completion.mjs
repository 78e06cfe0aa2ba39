/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {import('./programs.mjs').Option} Option */

/** What `compgen` is told for each kind of value. */
const KINDS = { file: '-f', folder: '-d', user: '-u', group: '-g' };

/** @param {Option} option */
function flagsOf({ name, short }) {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

/** @param {readonly Option[]} options */
const allFlags = (options) => options.flatMap(flagsOf).join(' ');

/** @param {Option} option */
function valueCase(option) {
  const { completes = 'nothing' } = option;
  const flags = flagsOf(option).join('|');
  if (completes === 'nothing') return `    ${flags}) return ;;`;
  if (typeof completes !== 'string')
    return `    ${flags}) __offer -W '${completes.join(' ')}'; return ;;`;
  return `    ${flags}) __offer ${KINDS[completes]}; return ;;`;
}

/** @param {readonly Option[]} options */
const withValue = (options) => options.filter(({ value }) => value !== undefined);

/**
 * The completion of a program for bash, which needs none of its library's functions.
 *
 * @type {typeof import('./bash-completion.mjs').bashCompletion}
 */
export function bashCompletion({ name, options, subcommands }) {
  const id = `_${name.replaceAll('-', '_')}`;
  const all = [...options, ...subcommands.flatMap((each) => each.options)];
  const valued = withValue(all).filter(
    (option, index, list) => list.findIndex((each) => each.name === option.name) === index,
  );
  const names = subcommands.map((each) => each.name);
  return `# bash completion for ${name}; made from its table of options.
${id}_offer() {
  local IFS=$'\\n'
  [[ $1 == -[fd] ]] && compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$@" -- "$cur"))
}

${id}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} sub='' verb='' i
  COMPREPLY=()
  # Readline makes three words of --option=value.
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${valued.flatMap(flagsOf).join('|')})
        if [[ \${COMP_WORDS[i+1]} == = ]]; then ((i += 2)); else ((i++)); fi ;;
      -* | =) ;;
      *) if [[ -z $sub ]]; then sub=\${COMP_WORDS[i]}; elif [[ -z $verb ]]; then verb=\${COMP_WORDS[i]}; fi ;;
    esac
  done
  case $prev in
${valued.map(valueCase).join('\n').replaceAll('__offer', `${id}_offer`)}
  esac
  case $sub in
    '') ${id}_offer -W '${names.join(' ')} ${allFlags(options)}' ;;
${subcommands.map((each) => subcommandCase(each, id)).join('\n')}
  esac
}
complete -F ${id} ${name}
`.replace(/-W '([^']*)'/g, (_all, words) => `-W $'${words.trim().replaceAll(' ', '\\n')}'`);
}

/**
 * @param {import('./programs.mjs').Subcommand} subcommand
 * @param {string} id
 */
function subcommandCase({ name, options, words }, id) {
  const flags = allFlags(options);
  const cases = words.map(
    (word) => `        ${word.name}) ${id}_offer -W '${[...word.words, flags].join(' ')}' ;;`,
  );
  const first = words.map((word) => word.name).join(' ');
  return [
    `    ${name})`,
    '      case $verb in',
    `        '') ${id}_offer -W '${`${first} ${flags}`.trim()}' ;;`,
    ...cases,
    '      esac ;;',
  ].join('\n');
}
