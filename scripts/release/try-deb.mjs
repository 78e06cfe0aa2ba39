import { cpSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { BareDebian } from '../hosting/bare-debian.mjs';
import { UserError, say } from '../lib/say.mjs';

/** What is there of files that no package, and nobody but the system itself, changes. */
const LIST = `find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp \\
  -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/log -o -path /root \\) \\
  -prune -o -print | sort`;

const TRIAL = `set -eu
step() { echo "   $1"; }
cd /
apt-get -qq update
# Tools, and what the package needs: what is left over by them is none of its own.
apt-get -qq install -y --no-install-recommends nodejs desktop-file-utils appstream lintian man-db \\
  bash-completion $(dpkg-deb -f "/trial/$DEB" Depends | sed 's/ *| *[^,]*//g; s/,//g') >/dev/null
useradd --create-home --shell /bin/bash ann
${LIST} > /tmp/before
step 'installs by apt'
apt-get -qq install -y --no-install-recommends "/trial/$DEB" >/dev/null
as_ann() { su - ann -c "$1"; }
step 'starts as an ordinary user'
as_ann 'webcrt --version' | grep -x "$VERSION.*"
as_ann 'webcrt --help' | grep -q -- --server
code=0; as_ann 'webcrt ctl status' 2>/tmp/said || code=$?
test "$code" = 3; grep -q 'No WebCRT app runs' /tmp/said
test "$(stat -c '%U %a' /usr/lib/webcrt/chrome-sandbox)" = 'root 4755'
step 'desktop file, metainfo, handler, icons'
desktop-file-validate /usr/share/applications/org.webcrt.app.desktop
appstreamcli validate --no-net /usr/share/metainfo/org.webcrt.app.metainfo.xml
test "$(as_ann 'xdg-mime query default x-scheme-handler/webcrt')" = org.webcrt.app.desktop
test "$(ls /usr/share/icons/hicolor/*/apps/org.webcrt.app.png | wc -l)" = 8
step 'manual page and completion'
as_ann 'man webcrt' | grep -q -- '--kiosk-install'
as_ann '. /usr/share/bash-completion/completions/webcrt; COMP_WORDS=(webcrt ctl st); COMP_CWORD=2; _webcrt; test "\${COMPREPLY[*]}" = status'
step 'lintian finds no error'
su ann -c "lintian --fail-on error /trial/$DEB"
step 'is removed and purged, and leaves what is the own of its user'
as_ann 'mkdir -p ~/.config/WebCRT && echo {} > ~/.config/WebCRT/settings.json'
apt-get -qq remove -y webcrt >/dev/null
dpkg --purge webcrt >/dev/null 2>&1
test -e /home/ann/.config/WebCRT/settings.json
rm -r /home/ann/.config /home/ann/.cache 2>/dev/null || true
${LIST} > /tmp/after
diff /tmp/before /tmp/after
`;

/** @type {typeof import('./try-deb.mjs').tryInBareDebian} */
export async function tryInBareDebian(deb) {
  const folder = process.env.WEBCRT_HOSTING_DIR ?? join(tmpdir(), 'webcrt-hosting');
  mkdirSync(folder, { recursive: true });
  const debian = await BareDebian.make(folder, 'deb');
  try {
    mkdirSync(join(debian.root, 'trial'));
    cpSync(deb, join(debian.root, 'trial', basename(deb)));
    const [, version = ''] = basename(deb).split('_');
    const env = { DEB: basename(deb), VERSION: version.replace('~', '-').replaceAll('.', '\\.') };
    if ((await debian.bash(TRIAL, env)) !== 0) throw new UserError('The .deb failed: see above.');
  } finally {
    debian.dispose();
  }
  say(`${basename(deb)} installs, starts, and leaves nothing behind.`);
}
