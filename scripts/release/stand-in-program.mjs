// What stands in for Electron's program in packages that are only tried: takes `app.asar` apart,
// and runs its main script with an `electron` that has every export and does nothing. Of the app it
// can do what needs no window. Alone in its folder, so that it imports nothing but Node.js.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Files of an archive: a header of JSON behind four numbers, then what the header speaks of.
 *
 * @typedef {{ files?: Record<string, Entry>, offset?: string, size?: number }} Entry
 */

const archive = readFileSync(new URL('resources/app.asar', import.meta.url));
const start = 8 + archive.readUInt32LE(4);
/** @type {Entry} */
const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)));
const folder = mkdtempSync(join(tmpdir(), 'webcrt-stand-in-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/**
 * @param {Entry} entry
 * @param {string} path
 */
function unpack({ files, offset, size = 0 }, path) {
  if (files !== undefined) {
    mkdirSync(path, { recursive: true });
    for (const [name, entry] of Object.entries(files)) unpack(entry, join(path, name));
  } else if (offset !== undefined) {
    const at = start + Number(offset);
    writeFileSync(path, archive.subarray(at, at + size));
  }
}
unpack(header, folder);

const { main, productName = 'WebCRT' } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);
const script = join(folder, main);
const names = new Set(
  [...readFileSync(script, 'utf8').matchAll(/import[^;{]*\{([^}]*)\}\s*from\s*"electron"/g)]
    .flatMap(([, list = '']) => list.split(','))
    .map((each) => each.trim().split(/\s+as\s+/)[0])
    .filter((name) => name !== ''),
);
const userData = join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), productName);
const stub = `
const nothing = () => new Proxy(function () {}, {
  get: (target, key) => key === 'then' ? undefined : key === Symbol.toPrimitive ? () => '' : nothing(),
  apply: () => nothing(), construct: () => nothing(),
});
const own = {
  isPackaged: true,
  exit: (code) => process.exit(code),
  quit: () => process.exit(0),
  getPath: () => ${JSON.stringify(userData)},
  whenReady: () => new Promise(() => {}),
  requestSingleInstanceLock: () => true,
};
const app = new Proxy(own, { get: (target, key) => target[key] ?? nothing() });
export { app };
${[...names]
  .filter((name) => name !== 'app')
  .map((name) => `const ${name}_ = nothing(); export { ${name}_ as ${name} };`)
  .join('\n')}
export default {};
`;
const electron = join(folder, 'electron-stub.mjs');
writeFileSync(electron, stub);
const hook = `export async function resolve(name, context, next) {
  if (name === 'electron') return { url: ${JSON.stringify(pathToFileURL(electron).href)}, shortCircuit: true };
  return next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
// A packaged app has its program first, and then what it is told.
process.argv = [process.execPath, ...process.argv.slice(2)];
process.chdir(dirname(folder));
await import(pathToFileURL(script).href);
