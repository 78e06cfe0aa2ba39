import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot, ROOT } from '../lib/paths.mjs';
import { UserError } from '../lib/say.mjs';
import { BareDebian } from './bare-debian.mjs';
import { scriptOfPage } from './page-script.mjs';

const NAME = 'calls.example.org';
const REPOSITORY = 'https://webcrt.example/webcrt.git';
/** Where an authority of this script hands out certificates, as Let's Encrypt does. */
const AUTHORITY = 'authority.example.org:9443';
const PAGE = 'docs/self-hosting.md';
const STAND_IN = 'scripts/hosting/stand-in-systemd.mjs';

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

/**
 * Does what docs/self-hosting.md says, in a bare Debian.
 *
 * @param {string} folder where bare Debians are
 */
export async function tryPage(folder) {
  const debian = await BareDebian.make(folder, 'page');
  try {
    furnish(debian);
    const code = await debian.bash(scriptOfPage(readFileSync(fromRoot(PAGE), 'utf8'), AUTHORITY));
    if (code !== 0) throw new UserError(`${PAGE} does not do what it says: see above.`);
  } finally {
    debian.dispose();
  }
}

/**
 * Puts in what stands for the world outside: names, the repository, systemd, an authority.
 *
 * @param {BareDebian} debian
 */
function furnish(debian) {
  const hosts = ['127.0.0.1 localhost', `${addressOfThisMachine()} ${NAME}`];
  debian.write('etc/hosts', [...hosts, '127.0.0.1 authority.example.org', ''].join('\n'));
  const clone = ['clone', '--quiet', '--bare', '--no-hardlinks', ROOT];
  execFileSync('git', [...clone, join(debian.root, 'srv/webcrt.git')], { stdio: 'inherit' });
  debian.write('root/.gitconfig', `[url "/srv/webcrt.git"]\n\tinsteadOf = ${REPOSITORY}\n`);
  const standIn = readFileSync(fromRoot(STAND_IN), 'utf8');
  for (const name of ['systemctl', 'journalctl'])
    debian.write(`usr/local/sbin/${name}`, standIn, '755');
  debian.write('srv/authority/Caddyfile', AUTHORITY_CADDYFILE);
}

/** Not loopback, which has rights of its own. */
function addressOfThisMachine() {
  const [address] = execFileSync('hostname', ['-I']).toString().trim().split(/\s+/);
  return address;
}
