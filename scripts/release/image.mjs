import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromRoot } from '../lib/paths.mjs';
import { UserError, say } from '../lib/say.mjs';
import { releaseFacts } from './facts.mjs';
import { RELEASE_FOLDER } from './folders.mjs';

const DOCKERFILE = 'deploy/docker/Dockerfile';
const LABEL = 'org.opencontainers.image';
/** How long a server in a container may take until it is well. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 500;
const ASK = `fetch("http://127.0.0.1:8080/healthz").then((answer) => answer.text()).then(console.log, () => process.exit(1))`;

/** @param {readonly string[]} args */
function docker(...args) {
  const options = { cwd: fromRoot(), maxBuffer: 2 ** 26 };
  /** @type {['ignore', 'pipe', 'inherit']} */
  const stdio = ['ignore', 'pipe', 'inherit'];
  const { status, stdout } = spawnSync('docker', args, { ...options, encoding: 'utf8', stdio });
  if (status !== 0) throw new UserError(`docker ${args[0]} failed: see above.`);
  return stdout.trim();
}

/** @type {typeof import('./image.mjs').baseOf} */
export function baseOf(dockerfile, repoDigests) {
  const name = /^ARG BASE=(\S+)$/m.exec(dockerfile)?.[1];
  if (name === undefined) throw new UserError(`${DOCKERFILE} names no BASE.`);
  const digest = repoDigests.map((each) => /@(sha256:[0-9a-f]{64})$/.exec(each)?.[1]).find(Boolean);
  if (digest === undefined) throw new UserError(`${name} has no digest: it came from no registry.`);
  return { name, digest, reference: `${name.replace(/:[^/]*$/, '')}@${digest}` };
}

/** @type {typeof import('./image.mjs').checkLayers} */
export function checkLayers(base, image) {
  const isOnBase = base.length > 0 && base.every((layer, at) => image[at] === layer);
  if (!isOnBase) throw new UserError('What was built does not begin with the layers of its base.');
}

/** @param {string} image */
const layersOf = (image) =>
  JSON.parse(docker('image', 'inspect', '--format', '{{json .RootFS.Layers}}', image));

function nameOfImage() {
  const { GITHUB_REPOSITORY: repository = 'webcrt', WEBCRT_IMAGE: own } = process.env;
  const { version } = releaseFacts();
  const image = own ?? `ghcr.io/${repository.toLowerCase()}/server`;
  return { image, tagged: `${image}:${version}`, version };
}

/** @param {string} tagged */
const labelsOf = (tagged) =>
  JSON.parse(docker('image', 'inspect', '--format', '{{json .Config.Labels}}', tagged));

/** @type {typeof import('./image.mjs').buildImage} */
export async function buildImage({ isStandIn }) {
  if (spawnSync('docker', ['info']).status !== 0) {
    if (!isStandIn) throw new UserError('Docker does not run here.');
    say('No Docker runs here: npm run hosting -- docker takes the steps of the Dockerfile.');
    return;
  }
  const { tagged, version } = nameOfImage();
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: fromRoot() }).toString().trim();
  const { name } = baseOf(readDockerfileText(), [`@sha256:${'0'.repeat(64)}`]);
  docker('pull', name);
  const found = docker('image', 'inspect', '--format', '{{json .RepoDigests}}', name);
  const base = baseOf(readDockerfileText(), JSON.parse(found));
  // By the digest: what that is, whoever serves it has to prove.
  docker('pull', base.reference);
  say(`${name} is ${base.digest} today.`);
  const labels = {
    version,
    revision: commit,
    licenses: 'MIT',
    'base.name': `docker.io/library/${name}`,
    'base.digest': base.digest,
  };
  docker(
    ...['build', '--file', DOCKERFILE, '--tag', tagged],
    ...['--build-arg', `BASE=${base.reference}`, '--build-arg', `WEBCRT_COMMIT=${commit}`],
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${LABEL}.${key}=${value}`]),
    '.',
  );
  checkLayers(layersOf(base.reference), layersOf(tagged));
  await tryImage(tagged, { version, commit });
}

const readDockerfileText = () => readFileSync(fromRoot(DOCKERFILE), 'utf8');

/**
 * @param {string} tagged
 * @param {{ readonly version: string, readonly commit: string }} wanted
 */
async function tryImage(tagged, { version, commit }) {
  const container = docker('run', '--detach', tagged);
  try {
    const said = await askUntilWell(container);
    const health = JSON.parse(said);
    if (health.version !== version || health.commit !== commit.slice(0, 12))
      throw new UserError(`The server in the container says: ${said}`);
    if (docker('exec', container, 'id', '-u') === '0')
      throw new UserError('The server in the container is root.');
    say(`The container serves, and says: ${said}`);
  } finally {
    docker('rm', '--force', container);
  }
}

/** @param {string} container */
async function askUntilWell(container) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, stdout } = spawnSync('docker', ['exec', container, 'node', '-e', ASK]);
    if (status === 0) return stdout.toString().trim();
    if (Date.now() > end)
      throw new UserError(`The server in the container is not well:\n${docker('logs', container)}`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** @type {typeof import('./image.mjs').pushImage} */
export async function pushImage({ isStandIn }) {
  const { image, tagged, version } = nameOfImage();
  if (spawnSync('docker', ['image', 'inspect', tagged]).status !== 0) {
    if (!isStandIn) throw new UserError(`There is no image ${tagged}: npm run release -- image`);
    say('There is no image to be pushed.');
    return;
  }
  const { REGISTRY_TOKEN: token = '', GITHUB_ACTOR: actor = '' } = process.env;
  if (token !== '') {
    const words = ['login', image.split('/')[0], '--username', actor, '--password-stdin'];
    execFileSync('docker', words, { input: token, stdio: ['pipe', 'ignore', 'inherit'] });
  }
  docker('push', tagged);
  // From there: what others will get.
  docker('rmi', '--force', tagged);
  docker('pull', tagged);
  const found = JSON.parse(docker('image', 'inspect', '--format', '{{json .RepoDigests}}', tagged));
  const reference = found.find((/** @type {string} */ each) => each.startsWith(`${image}@`));
  if (reference === undefined) throw new UserError(`${tagged} has no digest after it was pushed.`);
  const digest = reference.slice(image.length + 1);
  const labels = labelsOf(reference);
  const record = {
    image,
    tag: version,
    digest,
    base: { name: labels[`${LABEL}.base.name`], digest: labels[`${LABEL}.base.digest`] },
    commit: labels[`${LABEL}.revision`],
    packages: docker('run', '--rm', '--entrypoint', 'dpkg-query', reference, '--show')
      .split('\n')
      .map((line) => line.replace('\t', ' ')),
  };
  mkdirSync(RELEASE_FOLDER, { recursive: true });
  const file = join(RELEASE_FOLDER, `webcrt-server-${version}.container.json`);
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  const output = process.env.GITHUB_OUTPUT;
  if (output !== undefined) appendFileSync(output, `image=${image}\ndigest=${digest}\n`);
  say(`${reference} is there, on ${record.base.name} (${record.base.digest}).`);
}
