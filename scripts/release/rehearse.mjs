import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findCommand } from '../lib/find-browser.mjs';
import { ROOT } from '../lib/paths.mjs';
import { UserError, say } from '../lib/say.mjs';
import { checkDraft } from './check-draft.mjs';

const WORKFLOW = '.github/workflows/release.yml';
/** Only on those systems themselves. */
const ELSEWHERE = ['macos', 'windows'];
const STEP = /^(?:sudo --preserve-env=PATH )?npm run release -- (.+)$/;
/** What only root can do. */
const ROOT_S = 'debian';

/**
 * @typedef {object} WorkflowStep
 * @property {string} [uses]
 * @property {string} [run]
 * @property {Readonly<Record<string, string>>} [with]
 * @property {Readonly<Record<string, string>>} [env]
 */

/** @typedef {{ readonly steps: readonly WorkflowStep[] }} WorkflowJob */

/**
 * Where the rehearsal is.
 *
 * @typedef {object} Stage
 * @property {string} checkout
 * @property {string} parts what jobs have handed on, a folder each
 * @property {string} key the one that signs
 */

export async function rehearse() {
  const { parse } = await import('yaml');
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-rehearsal-'));
  try {
    const checkout = join(folder, 'checkout');
    cloneInto(checkout);
    const stage = { checkout, parts: join(folder, 'parts'), key: makeKey(checkout) };
    /** @type {Readonly<Record<string, WorkflowJob>>} */
    const jobs = parse(readFileSync(join(checkout, WORKFLOW), 'utf8')).jobs;
    for (const [name, job] of Object.entries(jobs)) await playJob(name, job, stage);
    checkDraft(checkout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say('Every step that the workflow takes was taken, and the draft is whole.');
}

/**
 * What is committed, and the packages that are installed.
 *
 * @param {string} checkout
 */
function cloneInto(checkout) {
  execFileSync('git', ['clone', '--quiet', ROOT, checkout], { stdio: 'inherit' });
  // Links where that can be: they are many, and nothing of them is changed.
  const { status } = spawnSync('cp', ['-al', join(ROOT, 'node_modules'), checkout]);
  if (status !== 0) execFileSync('cp', ['-a', join(ROOT, 'node_modules'), checkout]);
}

/**
 * By the step that a maintainer runs; the public half goes into a commit.
 *
 * @param {string} checkout
 */
function makeKey(checkout) {
  const said = execFileSync('npm', ['run', '--silent', 'release', '--', 'key'], { cwd: checkout });
  const identity = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@webcrt.example'];
  const commit = [...identity, 'commit', '--quiet', '--all', '--message', 'release: Another key'];
  execFileSync('git', commit, { cwd: checkout });
  const pem = /-----BEGIN[\s\S]*END PRIVATE KEY-----\n/.exec(said.toString())?.[0];
  if (pem === undefined) throw new UserError('npm run release -- key printed no key.');
  say('== key: made, and its public half committed');
  return pem;
}

/**
 * @param {string} name
 * @param {WorkflowJob} job
 * @param {Stage} stage
 */
async function playJob(name, job, stage) {
  // A machine of its own, each time.
  rmSync(join(stage.checkout, 'dist'), { recursive: true, force: true });
  for (const step of job.steps) {
    if (step.uses !== undefined) handOn(step, stage);
    for (const line of (step.run ?? '').split('\n').map((each) => each.trim())) {
      if (line !== '') playLine(name, line, step, stage);
    }
  }
}

/**
 * @param {WorkflowStep} step
 * @param {Stage} stage
 */
function handOn({ uses = '', with: given = {} }, { checkout, parts }) {
  const path = join(checkout, given.path ?? '');
  if (uses.startsWith('actions/upload-artifact@')) {
    // One of them is made here.
    const name = given.name.replaceAll(/\$\{\{.*?\}\}/g, process.arch);
    const to = join(parts, name);
    mkdirSync(to, { recursive: true });
    if (!existsSync(path)) say(`   (${name}: nothing was made here)`);
    else if (given.path.endsWith('/')) cpSync(path, to, { recursive: true });
    else cpSync(path, join(to, basename(path)));
  }
  if (uses.startsWith('actions/download-artifact@')) cpSync(parts, path, { recursive: true });
}

/**
 * @param {string} job
 * @param {string} line
 * @param {WorkflowStep} step
 * @param {Stage} stage
 */
function playLine(job, line, { env = {} }, { checkout, key }) {
  const words = STEP.exec(line)?.[1];
  const isLintian = line.startsWith('lintian ') && findCommand('lintian') !== null;
  const isStarted = words === 'started' && ELSEWHERE.includes(job);
  const isForRoot = words === ROOT_S && !canMakeDebian();
  if ((words === undefined && !isLintian) || isStarted || isForRoot) {
    say(`   (${job}, not here: ${line})`);
    return;
  }
  say(`== ${job}: ${line}`);
  const options = /** @type {const} */ ({ cwd: checkout, stdio: 'inherit' });
  if (isLintian) {
    mustPass(spawnSync('sh', ['-c', line], options), line);
    return;
  }
  const own = {
    ...process.env,
    ...('RELEASE_SIGNING_KEY' in env ? { RELEASE_SIGNING_KEY: key } : {}),
    ...('WEBCRT_PROGRAM' in env ? { WEBCRT_PROGRAM: unpackDeb(checkout) } : {}),
  };
  const command = ['run', '--silent', 'release', '--', ...(words ?? '').split(/\s+/), '--stand-in'];
  mustPass(spawnSync('npm', command, { ...options, env: own }), line);
}

const canMakeDebian = () => process.getuid?.() === 0 && findCommand('debootstrap') !== null;

/**
 * @param {{ readonly status: number | null }} ending
 * @param {string} line
 */
function mustPass({ status }, line) {
  if (status !== 0) throw new UserError(`The workflow would fail here: ${line}`);
}

/**
 * What the workflow installs, without being root: the program of the package.
 *
 * @param {string} checkout
 */
function unpackDeb(checkout) {
  const folder = join(checkout, 'dist/release');
  const deb = readdirSync(folder).find((name) => /^webcrt_.*\.deb$/.test(name)) ?? '';
  const root = join(checkout, 'dist/installed');
  execFileSync('dpkg-deb', ['-x', join(folder, deb), root]);
  return join(root, 'usr/bin/webcrt');
}
