import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot, ROOT } from '../lib/paths.mjs';
import { say, UserError } from '../lib/say.mjs';
import { BareDebian } from './bare-debian.mjs';
import { readDockerfile } from './dockerfile.mjs';
import { quote } from './quote.mjs';

/**
 * Builds deploy/docker/Dockerfile in bare Debians, one for each stage, and starts what it makes.
 *
 * @param {string} folder where bare Debians are
 */
export async function tryDockerfile(folder) {
  const stages = readDockerfile(readFileSync(fromRoot('deploy/docker/Dockerfile'), 'utf8'));
  /** @type {Map<string, BareDebian>} */
  const made = new Map();
  try {
    for (const [at, stage] of stages.entries()) {
      const debian = await BareDebian.make(folder, `stage-${at}`);
      made.set(stage.name ?? String(at), debian);
      await buildStage(debian, stage, made);
    }
    const last = [...made.values()].at(-1);
    if (last !== undefined) await tryImage(last, stages[stages.length - 1]);
  } finally {
    for (const debian of made.values()) debian.dispose();
  }
}

/**
 * @param {BareDebian} debian
 * @param {import('./dockerfile.mjs').DockerStage} stage
 * @param {ReadonlyMap<string, BareDebian>} made
 */
async function buildStage(debian, stage, made) {
  let workdir = '/';
  /** @type {Record<string, string>} */
  const given = {};
  for (const { name, text } of stage.steps) {
    say(`\n[${stage.image}] ${name} ${text}`);
    if (name === 'WORKDIR') mkdirSync(join(debian.root, (workdir = text)), { recursive: true });
    // Only files are copied, and so nothing else tells the build of which commit it is.
    if (name === 'ARG') given[text] = text === 'WEBCRT_COMMIT' ? commit() : '';
    if (name === 'RUN') {
      const code = await debian.bash(`set -e; cd ${workdir}; ${text}`, given);
      if (code !== 0) throw new UserError(`This step of the Dockerfile fails: ${text}`);
    }
    if (name === 'COPY') copyStep(debian, text, workdir, made);
  }
}

/**
 * @param {BareDebian} debian
 * @param {string} text
 * @param {string} workdir
 * @param {ReadonlyMap<string, BareDebian>} made
 */
function copyStep(debian, text, workdir, made) {
  const words = text.split(/\s+/).filter((word) => !word.startsWith('--'));
  const from = /--from=(\S+)/.exec(text)?.[1];
  const [source, target] = words;
  const to = join(debian.root, target.startsWith('/') ? target : join(workdir, target));
  if (from === undefined) {
    // What is committed: nobody's own files.
    const archive = execFileSync('git', ['archive', 'HEAD', source], {
      cwd: ROOT,
      maxBuffer: 2 ** 30,
    });
    execFileSync('tar', ['-x', '-C', to], { input: archive });
    return;
  }
  const stage = made.get(from);
  if (stage === undefined) throw new UserError(`COPY from ${from}, which is no stage.`);
  execFileSync('cp', ['-a', join(stage.root, source), to]);
}

/**
 * Starts what the image starts, as its user, and asks as its health check does.
 *
 * @param {BareDebian} debian
 * @param {import('./dockerfile.mjs').DockerStage} stage
 */
async function tryImage(debian, { steps }) {
  const find = (/** @type {string} */ name) => steps.filter((step) => step.name === name).at(-1);
  const words = [...(find('ENTRYPOINT')?.args ?? []), ...(find('CMD')?.args ?? [])]
    .map(quote)
    .join(' ');
  const health = (find('HEALTHCHECK')?.args ?? []).map(quote).join(' ');
  const user = find('USER')?.text ?? 'root';
  const as = `setpriv --reuid=${user} --regid=${user} --init-groups`;
  say(`\nAs ${user}: ${words}`);
  const code = await debian.bash(`
    test ${user} != root || exit 1
    ${as} ${words} & server=$!
    for _ in $(seq 100); do ${as} ${health} 2>/dev/null && break; sleep 0.2; done
    ${as} ${health} || exit 1
    ${as} node -e 'fetch("http://127.0.0.1:8080/healthz").then((answer) => answer.text()).then(console.log)' |
      tee /tmp/health
    grep -F '"commit":"${commit().slice(0, 12)}"' /tmp/health || exit 1
    echo "healthy, as $(ps -o user= -p $server 2>/dev/null || stat -c %U /proc/$server)"
    kill $server; wait $server; code=$?
    echo "ends with $code"; du -sh --exclude=/proc --exclude=/sys --exclude=/dev --exclude=/root/.npm --exclude=/var/cache/apt / 2>/dev/null | sed 's#/$#in the image#'
    exit $code`);
  if (code !== 0) throw new UserError('What the Dockerfile makes does not run: see above.');
}

function commit() {
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT }).toString().trim();
}
