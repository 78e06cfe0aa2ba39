// `npm run hosting [-- page|docker]`: does what docs/self-hosting.md says, line by line, in a bare
// Debian, and what deploy/docker/Dockerfile says in two more. Needs root, and a server's ports.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BareDebian } from './hosting/bare-debian.mjs';
import { readDockerfile } from './hosting/dockerfile.mjs';
import { readBlocks } from './hosting/page.mjs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { fromRoot, ROOT } from './lib/paths.mjs';
import { endOnSignals, EXIT_INTERRUPTED } from './lib/run.mjs';
import { runMain, say, UserError } from './lib/say.mjs';

const NAME = 'calls.example.org';
const REPOSITORY = 'https://webcrt.example/webcrt.git';
/** Where an authority of this script hands out certificates, as Let's Encrypt does. */
const AUTHORITY = 'authority.example.org:9443';
const PARTS = ['page', 'docker'];

async function main() {
  const parts = process.argv.slice(2);
  if (!parts.every((part) => PARTS.includes(part)))
    throw new UserError(`Parts: ${PARTS.join(', ')}`, 2);
  if (process.getuid?.() !== 0) throw new UserError('This needs root: it uses chroot.', 2);
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  const folder = process.env.WEBCRT_HOSTING_DIR ?? join(tmpdir(), 'webcrt-hosting');
  mkdirSync(folder, { recursive: true });
  const wants = (/** @type {string} */ part) => parts.length === 0 || parts.includes(part);
  if (wants('page')) await tryPage(folder);
  if (wants('docker')) await tryDockerfile(folder);
  say('Everything that was tried did what it should.');
}

/** @param {string} folder */
async function tryPage(folder) {
  const debian = await BareDebian.make(folder, 'page');
  try {
    const address = addressOfThisMachine();
    debian.write(
      'etc/hosts',
      `127.0.0.1 localhost\n${address} ${NAME}\n127.0.0.1 authority.example.org\n`,
    );
    const git = [
      'clone',
      '--quiet',
      '--bare',
      '--no-hardlinks',
      ROOT,
      join(debian.root, 'srv/webcrt.git'),
    ];
    execFileSync('git', git, { stdio: 'inherit' });
    debian.write('root/.gitconfig', `[url "/srv/webcrt.git"]\n\tinsteadOf = ${REPOSITORY}\n`);
    for (const name of ['systemctl', 'journalctl']) {
      const file = `usr/local/sbin/${name}`;
      debian.write(
        file,
        readFileSync(fromRoot('scripts/hosting/stand-in-systemd.mjs'), 'utf8'),
        '755',
      );
    }
    debian.write('srv/authority/Caddyfile', AUTHORITY_CADDYFILE);
    const code = await debian.bash(
      scriptOfPage(readFileSync(fromRoot('docs/self-hosting.md'), 'utf8')),
    );
    if (code !== 0)
      throw new UserError('docs/self-hosting.md does not do what it says: see above.');
  } finally {
    debian.dispose();
  }
}

const AUTHORITY_CADDYFILE = `{
  admin off
  skip_install_trust
  http_port 9080
  https_port 9443
  auto_https disable_redirects
  storage file_system /srv/authority
}
https://${AUTHORITY} {
  tls internal
  acme_server
}
`;

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

const HELPERS = String.raw`
set -u
failed() { echo "FAILED: $1"; exit 1; }
step() {
  printf '\n[%s] $ %s\n' "$2" "$1"
  # In this shell: what is exported, and where one is, holds for the lines behind it.
  eval "$1" >/tmp/step 2>&1 || { tail -n 40 /tmp/step; failed "$1"; }
  case $1 in
    # They say much, and it is of interest when they fail.
    apt-get*|npm*|certbot*) tail -n 2 /tmp/step ;;
    *) head -n 40 /tmp/step ;;
  esac
}
# What every Debian has, and a bare one has not: systemd itself, for its tool that reads units.
apt-get -qq update && apt-get -qq install --yes --no-install-recommends systemd >/dev/null 2>&1 || failed 'apt-get'
authority_starts() {
  caddy run --config /srv/authority/Caddyfile >/srv/authority/log 2>&1 &
  for _ in $(seq 200); do
    [ -s /srv/authority/pki/authorities/local/root.crt ] && break
    sleep 0.1
  done
  cat /srv/authority/pki/authorities/local/root.crt >> /etc/ssl/certs/ca-certificates.crt
}
caddy_trusts() {
  { printf '{\n  acme_ca https://${AUTHORITY}/acme/local/directory\n  acme_ca_root /etc/caddy/root.crt\n}\n'; cat /etc/caddy/Caddyfile; } > /tmp/Caddyfile
  install -m 644 /srv/authority/pki/authorities/local/root.crt /etc/caddy/root.crt
  cat /tmp/Caddyfile > /etc/caddy/Caddyfile
}
certbot_trusts() { echo 'server = https://${AUTHORITY}/acme/local/directory' >> /etc/letsencrypt/cli.ini; }
verify_units() { systemd-analyze verify /etc/systemd/system/webcrt-*.service /etc/systemd/system/webcrt-*.timer; }
looks() { setpriv --reuid=webcrt --regid=webcrt --init-groups webcrt-server check $(sed -n 's/^WEBCRT_OPTIONS=//p' /etc/webcrt/server.env); }
# Certificates are there some time after Caddy is.
looks_until_sure() {
  for _ in $(seq 20); do
    looks > /tmp/looks && return 0
    grep -q '^WRONG  *\(certificate\|address\)' /tmp/looks || return 1
    sleep 2
  done
  return 1
}
check_is_right_but_for() {
  looks_until_sure
  cat /tmp/looks
  ! grep '^WRONG' /tmp/looks | grep -v "^WRONG $1"
}
# fault NAME WHAT-IS-SAID-OF-IT DO UNDO
fault() {
  eval "$3" || failed "$1"
  looks > /tmp/looks && failed "nobody sees this: $1"
  grep "^WRONG .*$2" /tmp/looks || { cat /tmp/looks; failed "$1"; }
  eval "$4" || failed "$1"
}
site() { sed "$1" /tmp/site > /etc/nginx/conf.d/webcrt.conf && systemctl restart nginx; }
faults_are_seen() {
  echo; echo 'Faults, made on purpose:'
  cp /etc/nginx/conf.d/webcrt.conf /tmp/site
  fault 'no Upgrade' 'lets no websocket through' 'site /Upgrade/d' true
  fault 'another Host' 'is asked for 127.0.0.1:8080' 'site /http_host/d' true
  fault 'no X-Forwarded-For' 'limits hold for nobody who lies' 'site /X-Forwarded-For/d' true
  fault 'no X-Forwarded-Proto' 'does not know that people come over https' 'site /X-Forwarded-Proto/d' true
  fault 'a path that is not taken away' 'is not this server' 'site "s#8080/;#8080;#"' true
  fault 'no proxy' 'Nobody listens at calls.example.org' 'systemctl stop nginx' 'site ""'
  fault 'no relay' 'Nobody listens at turn:' 'systemctl stop coturn' true
  fault 'a relay with another secret' 'does not know the secret' \
    'sed -i.right s/static-auth-secret=./\&x/ /etc/turnserver.conf && systemctl start coturn' \
    'cat /etc/turnserver.conf.right > /etc/turnserver.conf && systemctl restart coturn'
  fault 'a way into the network' 'carries packets to' \
    'sed -i /denied-peer-ip/d /etc/turnserver.conf && systemctl restart coturn' \
    'cat /etc/turnserver.conf.right > /etc/turnserver.conf && systemctl restart coturn'
  fault 'an open secret' 'Others may read or change' 'chmod 644 /etc/webcrt/turn-secret' 'chmod 640 /etc/webcrt/turn-secret'
  fault 'no server' 'does not reach the server' 'systemctl stop webcrt-server' 'systemctl start webcrt-server'
  for _ in $(seq 50); do looks > /tmp/looks && return 0; sleep 0.2; done
  cat /tmp/looks
  failed 'all is right again'
}
`.replaceAll('${AUTHORITY}', AUTHORITY);

/** @param {string} page */
function scriptOfPage(page) {
  const blocks = readBlocks(page).filter(({ language }) => language === 'sh');
  const lines = [HELPERS];
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

/** @param {string} text */
const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Not loopback, which has rights of its own. */
function addressOfThisMachine() {
  const [address] = execFileSync('hostname', ['-I']).toString().trim().split(/\s+/);
  return address;
}

/**
 * What `docker build` is told: only files are copied, and so nobody else tells of which commit.
 *
 * @type {Readonly<Record<string, string>>}
 */
const BUILD_ARGUMENTS = {
  WEBCRT_COMMIT: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT }).toString().trim(),
};

/** @param {string} folder */
async function tryDockerfile(folder) {
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
 * @param {import('./hosting/dockerfile.mjs').DockerStage} stage
 * @param {ReadonlyMap<string, BareDebian>} made
 */
async function buildStage(debian, stage, made) {
  let workdir = '/';
  /** @type {Record<string, string>} */
  const given = {};
  for (const { name, text } of stage.steps) {
    say(`\n[${stage.image}] ${name} ${text}`);
    if (name === 'WORKDIR') mkdirSync(join(debian.root, (workdir = text)), { recursive: true });
    if (name === 'ARG') given[text] = BUILD_ARGUMENTS[text] ?? '';
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
 * @param {import('./hosting/dockerfile.mjs').DockerStage} stage
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
    grep -F '"commit":"${BUILD_ARGUMENTS.WEBCRT_COMMIT.slice(0, 12)}"' /tmp/health || exit 1
    echo "healthy, as $(ps -o user= -p $server 2>/dev/null || stat -c %U /proc/$server)"
    kill $server; wait $server; code=$?
    echo "ends with $code"; du -sh --exclude=/proc --exclude=/sys --exclude=/dev --exclude=/root/.npm --exclude=/var/cache/apt / 2>/dev/null | sed 's#/$#in the image#'
    exit $code`);
  if (code !== 0) throw new UserError('What the Dockerfile makes does not run: see above.');
}

await runMain(main);
