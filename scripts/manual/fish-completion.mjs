/** @typedef {import('./programs.mjs').Option} Option */

/** @param {string} text */
const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const KINDS = {
  file: '-r -F',
  folder: "-x -a '(__fish_complete_directories)'",
  user: "-x -a '(__fish_complete_users)'",
  group: "-x -a '(__fish_complete_groups)'",
  nothing: '-x',
};

/** @param {Option} option */
function takes({ value, completes = 'nothing' }) {
  if (value === undefined) return [];
  return [typeof completes === 'string' ? KINDS[completes] : `-x -a ${quote(completes.join(' '))}`];
}

/**
 * @param {string} program
 * @param {string} when
 * @returns {(option: Option) => string}
 */
const optionLine = (program, when) => (option) =>
  [
    `complete -c ${program} -n ${quote(when)} -l ${option.name}`,
    ...(option.short === undefined ? [] : [`-s ${option.short}`]),
    ...takes(option),
    `-d ${quote(option.summary)}`,
  ].join(' ');

/**
 * The completion of a program for fish.
 *
 * @type {typeof import('./fish-completion.mjs').fishCompletion}
 */
export function fishCompletion({ name, options, subcommands }) {
  // Not `__fish_use_subcommand`, which takes what an option was given for a subcommand.
  const isBefore = `not __fish_seen_subcommand_from ${subcommands.map((each) => each.name).join(' ')}`;
  const lines = [
    `# fish completion for ${name}; made from its table of options.`,
    `complete -c ${name} -f`,
    ...options.map(optionLine(name, isBefore)),
    ...subcommands.flatMap((subcommand) => {
      const isHere = `__fish_seen_subcommand_from ${subcommand.name}`;
      const names = subcommand.words.map((word) => word.name).join(' ');
      const isFirst =
        names === '' ? isHere : `${isHere}; and not __fish_seen_subcommand_from ${names}`;
      return [
        `complete -c ${name} -n ${quote(isBefore)} -a ${subcommand.name} -d ${quote(subcommand.summary)}`,
        ...subcommand.options.map(optionLine(name, isHere)),
        ...subcommand.words.map(
          (word) =>
            `complete -c ${name} -n ${quote(isFirst)} -a ${word.name} -d ${quote(word.summary)}`,
        ),
        ...subcommand.words
          .filter((word) => word.words.length > 0)
          .map(
            (word) =>
              `complete -c ${name} -n ${quote(`${isHere}; and __fish_seen_subcommand_from ${word.name}`)} -a ${quote(word.words.join(' '))}`,
          ),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}
