import { readFileSync } from 'node:fs';
import { fromRoot } from '../lib/paths.mjs';
import { UserError } from '../lib/say.mjs';

/**
 * The code of a page that stands there under a name.
 *
 * @param {string} page
 * @param {string} name
 */
export function namedBlock(page, name) {
  const text = readFileSync(fromRoot(page), 'utf8');
  const block = new RegExp(`^\`\`\`\\w+ ${name}\\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1];
  if (block === undefined) throw new UserError(`${page} has no block called ${name}.`);
  return block;
}
