import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../lib/run.mjs';
import { UserError } from '../lib/say.mjs';

/** Debian 13, which docs/self-hosting.md speaks of. */
const SUITE = 'trixie';
const AUTHORITIES = 'etc/ssl/certs/ca-certificates.crt';
/** How this network is reached; whatever else is in an environment stays outside. */
const PASSED_ON = ['http_proxy', 'https_proxy', 'no_proxy'];

/**
 * A bare Debian in a folder: what `debootstrap` makes of it, once, kept beside; and copies of that.
 * What apt and npm fetched is kept as well.
 */
export class BareDebian {
  /** @param {string} root */
  constructor(root) {
    this.root = root;
  }

  /**
   * A new copy.
   *
   * @param {string} folder where all of them are
   * @param {string} name
   */
  static async make(folder, name) {
    const base = join(folder, 'base');
    if (!existsSync(base)) await makeBase(base);
    const root = join(folder, name);
    rmSync(root, { recursive: true, force: true });
    if ((await run('cp', ['-a', '--reflink=auto', base, root])) !== 0) throw new Error('cp failed');
    for (const cache of ['apt', 'npm'])
      mkdirSync(join(folder, 'cache', cache), { recursive: true });
    const debian = new BareDebian(root);
    // Whatever is installed is started by whoever wants it.
    debian.write('usr/sbin/policy-rc.d', '#!/bin/sh\nexit 101\n', '755');
    // Nobody needs it once the machine fails: it is quicker by far.
    debian.write('etc/dpkg/dpkg.cfg.d/unsafe-io', 'force-unsafe-io\n');
    copyFileSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
    for (const file of [AUTHORITIES, 'usr/etc/npmrc']) debian.copyIn(`/${file}`, file);
    debian.copyIn(join(homedir(), '.npmrc'), 'root/.npmrc');
    return debian;
  }

  /**
   * @param {string} path from its root
   * @param {string} text
   * @param {string} [mode]
   */
  write(path, text, mode = '644') {
    const file = join(this.root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    spawnSync('chmod', [mode, file]);
  }

  /**
   * @param {string} from
   * @param {string} to from its root
   */
  copyIn(from, to) {
    if (existsSync(from)) this.write(to, readFileSync(from, 'utf8'));
  }

  /**
   * Runs a script of bash in there, with a network and processes of its own that end with it.
   * Resolves to its exit code.
   *
   * @param {string} script
   * @param {Readonly<Record<string, string>>} [env]
   */
  async bash(script, env = {}) {
    const cache = join(this.root, '..', 'cache');
    const passedOn = PASSED_ON.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [`${name}=${value}`];
    });
    const own = Object.entries({
      HOME: '/root',
      LANG: 'C.UTF-8',
      DEBIAN_FRONTEND: 'noninteractive',
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      // Where Node.js, Caddy and certbot look for whom to believe.
      NODE_EXTRA_CA_CERTS: `/${AUTHORITIES}`,
      SSL_CERT_FILE: `/${AUTHORITIES}`,
      REQUESTS_CA_BUNDLE: `/${AUTHORITIES}`,
      ...env,
    }).map(([name, value]) => `${name}=${value}`);
    const mounts =
      'mkdir -p "$1/root/.npm" && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && ' +
      'mount -t tmpfs tmpfs "$1/run" && mount --bind "$2/apt" "$1/var/cache/apt/archives" && ' +
      'mount --bind "$2/npm" "$1/root/.npm" && mkdir -p "$1/run/lock" && ';
    const inside = 'script=$3; root=$1; shift 3; exec env -i "$@" chroot "$root" bash -c "$script"';
    const own3 = ['sh', this.root, cache, script, ...own, ...passedOn];
    const separate = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', mounts + inside];
    return run('unshare', [...separate, ...own3]);
  }

  dispose() {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** @param {string} base */
async function makeBase(base) {
  const part = `${base}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(join(base, '..'), { recursive: true });
  const args = ['--variant=minbase', '--include=ca-certificates', SUITE, part];
  const code = await run('debootstrap', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) throw new UserError('debootstrap failed: see above.');
  spawnSync('mv', [part, base]);
}
