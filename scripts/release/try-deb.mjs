import { cpSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { BareDebian } from '../hosting/bare-debian.mjs';
import { UserError, say } from '../lib/say.mjs';

/** What is there of files that no package, and nobody but the system itself, changes. */
const LIST = `find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp \\
  -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/log -o -path /root \\) \\
  -prune -o -print | sort`;

const BEGIN = `set -eu
step() { echo "   $1"; }
as_ann() { su - ann -c "$1"; }
cd /
apt-get -qq update
# Tools, and what the package needs: what is left over by them is none of its own.
apt-get -qq install -y --no-install-recommends nodejs desktop-file-utils appstream lintian man-db \\
  bash-completion bsdutils \\
  $(dpkg-deb -f "/trial/$DEB" Depends | sed 's/ *| *[^,]*//g; s/([^)]*)//g; s/,//g') >/dev/null
useradd --create-home --shell /bin/bash ann
${LIST} > /tmp/before
step 'installs by apt'
apt-get -qq install -y --no-install-recommends "/trial/$DEB" >/dev/null
step 'tells its version, to an ordinary user'
as_ann "$NAME --version" | grep -x "$VERSION.*"
`;

const END = `step 'lintian finds no error'
su ann -c "lintian --fail-on error /trial/$DEB"
step 'is removed and purged, and leaves what is the own of its user'
as_ann 'mkdir -p ~/.config/WebCRT && echo {} > ~/.config/WebCRT/settings.json'
apt-get -qq remove -y "$NAME" >/dev/null
dpkg --purge "$NAME" >/dev/null 2>&1
test -e /home/ann/.config/WebCRT/settings.json
rm -r /home/ann/.config /home/ann/.cache 2>/dev/null || true
${LIST} > /tmp/after
diff /tmp/before /tmp/after
`;

/**
 * What is tried of each package, by its name.
 *
 * @type {Readonly<Record<string, string>>}
 */
const TRIALS = {
  webcrt: `step 'says what it can do, and what it cannot'
as_ann 'webcrt --help' | grep -q -- --server
code=0; as_ann 'webcrt ctl status' 2>/tmp/said || code=$?
test "$code" = 3; grep -q 'No WebCRT app runs' /tmp/said
code=0; as_ann 'TERM=xterm script -qec "webcrt tty" /dev/null' >/tmp/said || code=$?
test "$code" = 3; grep -q 'No WebCRT app runs' /tmp/said
code=0; as_ann 'webcrt' 2>/tmp/said || code=$?
test "$code" = 1; grep -q 'no display here' /tmp/said
test "$(stat -c '%U %a' /usr/lib/webcrt/chrome-sandbox)" = 'root 4755'
step 'desktop file, metainfo, handler, icons'
desktop-file-validate /usr/share/applications/org.webcrt.app.desktop
appstreamcli validate --no-net /usr/share/metainfo/org.webcrt.app.metainfo.xml
test "$(as_ann 'xdg-mime query default x-scheme-handler/webcrt')" = org.webcrt.app.desktop
test "$(ls /usr/share/icons/hicolor/*/apps/org.webcrt.app.png | wc -l)" = 8
step 'licences of what is built in'
grep -q '^## socket.io-client - ' /usr/lib/webcrt/resources/licences/app.txt
grep -q '^## @xterm/xterm - ' /usr/lib/webcrt/resources/licences/window.txt
step 'manual page and completion'
as_ann 'man webcrt' | grep -q -- '--kiosk-install'
as_ann '. /usr/share/bash-completion/completions/webcrt; COMP_WORDS=(webcrt ctl st); COMP_CWORD=2; _webcrt; test "\${COMPREPLY[*]}" = status'
`,
  'webcrt-server': `step 'says what it can do, and what it cannot'
as_ann 'webcrt-server --help' | grep -q -- --trust-proxy
code=0; as_ann 'webcrt-server --prot 80' 2>/tmp/said || code=$?
test "$code" = 2; grep -q 'webcrt-server --help' /tmp/said
step 'serves, tells of which commit it is, and ends when it is asked to'
as_ann 'webcrt-server --port 8099 --data ~/kept > ~/said & echo $! > ~/pid; wait $!' &
for _ in $(seq 100); do grep -q Listening /home/ann/said 2>/dev/null && break; sleep 0.2; done
node --input-type=module -e '
const get = async (path) => (await fetch("http://127.0.0.1:8099/" + path)).text();
const { ok, version, commit } = JSON.parse(await get("healthz"));
const isKnown = new RegExp("^" + process.env.VERSION + "$").test(version);
if (!ok || !isKnown || commit === null) throw version + commit;
if (!(await get("")).includes("<title>WebCRT")) throw "no web client";
'
kill "$(cat /home/ann/pid)"
wait $!
rm -r /home/ann/kept /home/ann/said /home/ann/pid
step 'licences of what is built in'
grep -q '^## @xterm/xterm - ' /usr/lib/webcrt-server/out/renderer/licences.txt
step 'manual page, completion, examples'
as_ann 'man webcrt-server' | grep -q -- '--trust-proxy'
as_ann '. /usr/share/bash-completion/completions/webcrt-server; COMP_WORDS=(webcrt-server ch); COMP_CWORD=1; _webcrt_server; test "\${COMPREPLY[*]}" = check'
grep -q '^ExecStart=/usr/bin/webcrt-server ' /usr/share/doc/webcrt-server/examples/systemd/webcrt-server.service
test -z "$(find /usr/lib/webcrt-server -name '*.node')"
`,
};

/** @type {typeof import('./try-deb.mjs').tryInBareDebian} */
export async function tryInBareDebian(deb) {
  const folder = process.env.WEBCRT_HOSTING_DIR ?? join(tmpdir(), 'webcrt-hosting');
  mkdirSync(folder, { recursive: true });
  const debian = await BareDebian.make(folder, 'deb');
  try {
    mkdirSync(join(debian.root, 'trial'));
    cpSync(deb, join(debian.root, 'trial', basename(deb)));
    const [name = '', version = ''] = basename(deb).split('_');
    const spelt = version.replace('~', '-');
    const env = { DEB: basename(deb), NAME: name, VERSION: spelt.replaceAll('.', '\\.') };
    const trial = BEGIN + TRIALS[name] + END;
    if ((await debian.bash(trial, env)) !== 0) throw new UserError('The .deb failed: see above.');
  } finally {
    debian.dispose();
  }
  say(`${basename(deb)} installs, starts, and leaves nothing behind.`);
}
