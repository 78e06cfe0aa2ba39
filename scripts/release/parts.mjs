/** Packed as they come, beside what is built: Electron, and the pseudo-terminals of each system. */
const PACKED = /^(electron|@lydell\/node-pty(-[\w-]+)?)@/;
const HEADING = /^## (\S+) - (\S+?)(?: \(.*\))?$/gm;

/** @type {typeof import('./parts.mjs').partsOf} */
export function partsOf(lock, licences) {
  const built = licences.flatMap((text) =>
    [...text.matchAll(HEADING)].map(([, name, version]) => `${name}@${version}`),
  );
  const installed = Object.entries(lock.packages)
    .filter(([path, { dev = false }]) => path !== '' && !dev)
    .map(([path, { version }]) => `${nameOf(path)}@${version}`);
  const packed = Object.entries(lock.packages)
    .map(([path, { version }]) => `${nameOf(path)}@${version}`)
    .filter((part) => PACKED.test(part));
  return new Set([...built, ...installed, ...packed]);
}

/** @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** @type {typeof import('./parts.mjs').keepInSpdx} */
export function keepInSpdx(list, parts, name) {
  const root = list.documentDescribes[0];
  const packages = list.packages.filter(
    (each) => each.SPDXID === root || parts.has(`${each.name}@${each.versionInfo}`),
  );
  const kept = new Set(['SPDXRef-DOCUMENT', ...packages.map(({ SPDXID }) => SPDXID)]);
  const relationships = list.relationships.filter(
    ({ spdxElementId, relatedSpdxElement }) =>
      kept.has(spdxElementId) && kept.has(relatedSpdxElement),
  );
  return { ...list, name, packages, relationships };
}

/** @type {typeof import('./parts.mjs').keepInCyclonedx} */
export function keepInCyclonedx(list, parts, name) {
  const components = list.components.filter((each) => parts.has(`${each.name}@${each.version}`));
  const { component } = list.metadata;
  const kept = new Set([component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
  const dependencies = list.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }));
  // npm takes the folder's name.
  const metadata = { ...list.metadata, component: { ...component, name } };
  return { ...list, metadata, components, dependencies };
}
