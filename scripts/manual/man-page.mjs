/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {import('./programs.mjs').Option} Option */

/**
 * As roff reads it: a backslash and a dash as themselves, and no line as a request.
 *
 * @param {string} text
 */
function escape(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&');
}

/**
 * An argument of a request, blanks and all.
 *
 * @param {string} text
 */
const quote = (text) => `"${escape(text).replaceAll('"', '\\(dq')}"`;

/** @param {string} text */
const sentence = (text) => escape(/[.!?]$/.test(text) ? text : `${text}.`);

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {Option} option */
function optionEntry({ name, short, value, summary }) {
  const flags = [...(short === undefined ? [] : [`-${short}`]), `--${name}`]
    .map((flag) => `\\fB${escape(flag)}\\fR`)
    .join(', ');
  const form = value === undefined ? flags : `${flags} \\fI${escape(value)}\\fR`;
  return ['.TP', form, sentence(capital(summary))];
}

/**
 * The manual page of a program, as roff's man macros have it.
 *
 * @type {typeof import('./man-page.mjs').manPage}
 */
export function manPage(program, { version, date }) {
  const { name, summary, synopsis, description, options, sections, seeAlso } = program;
  const lines = [
    `.TH ${name.toUpperCase().replaceAll('-', '\\-')} 1 ${quote(date)} ${quote(`WebCRT ${version}`)} "User Commands"`,
    // Words are not broken: they are typed.
    '.nh',
    '.SH NAME',
    `${escape(name)} \\- ${escape(summary)}`,
    '.SH SYNOPSIS',
    ...synopsis.flatMap((line, index) => [...(index === 0 ? [] : ['.br']), `.B ${quote(line)}`]),
    '.SH DESCRIPTION',
    ...description.flatMap((text, index) => [...(index === 0 ? [] : ['.PP']), sentence(text)]),
    '.SH OPTIONS',
    ...options.flatMap(optionEntry),
    ...sections.flatMap(({ title, items }) => [
      `.SH ${quote(title)}`,
      ...items.flatMap(([form, text]) => ['.TP', `.B ${quote(form)}`, sentence(capital(text))]),
    ]),
    '.SH SEE ALSO',
    seeAlso.map((page) => `.BR ${page.replace('(', ' (').replaceAll('-', '\\-')}`).join('\n'),
  ];
  return `${lines.join('\n')}\n`;
}
