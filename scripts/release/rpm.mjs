import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '../lib/paths.mjs';

/** By the names of Fedora; where openSUSE has others, both. */
const REQUIRES = [
  'gtk3',
  'libnotify',
  'nss',
  '(libXScrnSaver or libXss1)',
  '(libXtst or libXtst6)',
  'xdg-utils',
  'at-spi2-core',
  '(libuuid or libuuid1)',
];

/** @type {typeof import('./rpm.mjs').packRpm} */
export function packRpm(root, file, facts) {
  const top = `${root}.rpmbuild`;
  rmSync(top, { recursive: true, force: true });
  mkdirSync(top, { recursive: true });
  cpSync(fromRoot('LICENSE'), join(top, 'LICENSE'));
  const spec = join(top, 'webcrt.spec');
  writeFileSync(spec, specOf(root, top, facts));
  const defines = {
    _topdir: top,
    _build_id_links: 'none',
    source_date_epoch_from_changelog: '0',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    _buildhost: 'release',
  };
  const options = Object.entries(defines).flatMap(([name, value]) => ['-D', `${name} ${value}`]);
  execFileSync('rpmbuild', ['-bb', '--target', facts.names.rpm, ...options, spec], {
    stdio: 'pipe',
    env: { ...process.env, SOURCE_DATE_EPOCH: String(facts.epochS) },
  });
  const folder = join(top, 'RPMS', facts.names.rpm);
  cpSync(join(folder, readdirSync(folder)[0]), file);
  rmSync(top, { recursive: true });
}

/**
 * @param {string} root
 * @param {string} top
 * @param {import('./facts.mjs').ReleaseFacts} facts
 */
function specOf(root, top, { version, homepage, description }) {
  // Nothing is stripped, checked or looked into: what is packed is what was tried.
  return `%global debug_package %{nil}
%global __os_install_post %{nil}
Name: webcrt
Version: ${version.replace('-', '~')}
Release: 1
Summary: Calls in which the people you call are drawn as coloured text
License: MIT
URL: ${homepage}
AutoReqProv: no
${REQUIRES.map((name) => `Requires: ${name}`).join('\n')}

%description
${description}

%install
cp -a ${root}/usr %{buildroot}/
mkdir -p %{buildroot}/usr/share/licenses/webcrt
cp ${join(top, 'LICENSE')} %{buildroot}/usr/share/licenses/webcrt/
rm -rf %{buildroot}/usr/share/zsh/vendor-completions
install -D -m 644 ${root}/usr/share/zsh/vendor-completions/_webcrt %{buildroot}/usr/share/zsh/site-functions/_webcrt

%files
%defattr(-,root,root,-)
/usr/bin/webcrt
/usr/lib/webcrt
/usr/share/applications/*
/usr/share/bash-completion/completions/*
/usr/share/fish/vendor_completions.d/*
/usr/share/icons/hicolor/*/apps/*
/usr/share/man/man1/*
/usr/share/metainfo/*
/usr/share/zsh/site-functions/*
%license /usr/share/licenses/webcrt/LICENSE
`;
}
