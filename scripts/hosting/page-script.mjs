import { readFileSync } from 'node:fs';
import { fromRoot } from '../lib/paths.mjs';
import { readBlocks } from './read-blocks.mjs';
import { quote } from './quote.mjs';

/** What is done beside what the page says: what stands in for the world, what proves a fault. */
const BEFORE = {
  'systemctl enable caddy': 'authority_starts && caddy_trusts',
  'systemctl start nginx': 'systemctl stop caddy && certbot_trusts',
};
const AFTER = {
  'The server': 'verify_units',
  'TLS, with Caddy': 'check_is_right_but_for turn',
  'TLS, with nginx': 'check_is_right_but_for turn',
  'Below a path': 'check_is_right_but_for turn',
  'The relay': 'check_is_right_but_for nothing && faults_are_seen',
  Backups: 'test -s /var/lib/webcrt/restart.secret',
};

/**
 * A script of bash that does what stands in a page, line by line, and ends at the first that fails.
 *
 * @param {string} page
 * @param {string} authority `HOST:PORT` of whoever hands out certificates.
 */
export function scriptOfPage(page, authority) {
  const blocks = readBlocks(page).filter(({ language }) => language === 'sh');
  const lines = [helpers(authority)];
  for (const [at, { section, commands }] of blocks.entries()) {
    for (const command of commands) {
      const before = Object.entries(BEFORE).find(([start]) => command.startsWith(start));
      if (before !== undefined) lines.push(`{ ${before[1]}; } || failed ${quote(before[1])}`);
      lines.push(`step ${quote(command)} ${quote(section)}`);
    }
    const after = Object.entries(AFTER).find(([title]) => title === section)?.[1];
    const isLast = blocks[at + 1]?.section !== section;
    if (after !== undefined && isLast) lines.push(`{ ${after}; } || failed ${quote(after)}`);
  }
  const count = blocks.reduce((sum, { commands }) => sum + commands.length, 0);
  lines.push(
    `printf '\\nPage: %s lines in %s blocks did what they say.\\n' ${count} ${blocks.length}`,
  );
  return lines.join('\n');
}

/** @param {string} authority */
function helpers(authority) {
  const text = readFileSync(fromRoot('scripts/hosting/page-helpers.sh'), 'utf8');
  return text.replaceAll('${AUTHORITY}', authority);
}
