const FENCE = /^```(\w*)[^\n]*\n(.*?)^```$/ms;
const HEADING = /^#+ (.+)$/gm;

/** @type {typeof import('./read-blocks.mjs').readBlocks} */
export function readBlocks(page) {
  const blocks = [];
  let section = '';
  let rest = page;
  for (;;) {
    const found = FENCE.exec(rest);
    if (found === null) return blocks;
    section = [...rest.slice(0, found.index).matchAll(HEADING)].at(-1)?.[1] ?? section;
    blocks.push({ section, language: found[1], commands: splitCommands(found[2]) });
    rest = rest.slice(found.index + found[0].length);
  }
}

/** @param {string} text */
function splitCommands(text) {
  /** @type {string[]} */
  const commands = [];
  let open = '';
  for (const line of text.split('\n')) {
    open = open === '' ? line : `${open}\n${line}`;
    const until = /<<-?\s*'?(\w+)'?/.exec(open)?.[1];
    const isOpen = line.endsWith('\\') || (until !== undefined && line.trim() !== until);
    if (isOpen) continue;
    if (open.trim() !== '') commands.push(open);
    open = '';
  }
  return commands;
}
