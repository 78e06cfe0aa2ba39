#!/usr/bin/env node
// Stands in for systemctl and journalctl where no systemd runs: starts what units say, as the user
// that they name, and keeps what is printed. It is put into a bare Debian: nothing but Node.js.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

const UNIT_FOLDERS = ['/etc/systemd/system', '/usr/lib/systemd/system'];
const STATE = '/run/stand-in-systemd';
const STOP_MS = 10_000;

/** @typedef {ReadonlyMap<string, readonly string[]>} Unit */

/** @param {readonly string[]} args */
async function control(args) {
  const [verb = '', ...rest] = args.filter((arg) => !arg.startsWith('-'));
  const names = rest.map((name) => (/\.(service|timer)$/.test(name) ? name : `${name}.service`));
  const isNow = args.includes('--now');
  if (verb === 'daemon-reload') return 0;
  for (const name of names) {
    const unit = readUnit(name);
    if (unit === null) return complain(`Unit ${name} not found.`);
    if (verb === 'enable' || verb === 'disable') {
      if ((unit.get('WantedBy') ?? []).length === 0)
        return complain(`${name} is wanted by nobody.`);
      if (!isNow) continue;
    }
    const isStart = verb === 'start' || (verb === 'enable' && isNow);
    if (verb === 'stop' || verb === 'disable' || verb === 'restart') await stop(name, unit);
    if ((isStart && pidOf(name) === null) || verb === 'restart') {
      const code = await start(name, unit);
      if (code !== 0) {
        journal(['-u', name.replace(/\.service$/, ''), '-n', '20']);
        return complain(`Job for ${name} failed (${code}).`);
      }
    }
    if (verb === 'reload') {
      for (const line of unit.get('ExecReload') ?? []) if (run(name, unit, line) !== 0) return 1;
    }
    if (verb === 'is-active' && pidOf(name) === null) return 3;
  }
  return 0;
}

/**
 * @param {string} name
 * @param {Unit} unit
 */
async function start(name, unit) {
  // A timer has its service; when, is systemd's.
  if (name.endsWith('.timer')) return readUnit(name.replace('.timer', '.service')) === null ? 1 : 0;
  rmSync(join(STATE, `${name}.log`), { force: true });
  for (const folder of unit.get('StateDirectory') ?? []) {
    const path = join('/var/lib', folder);
    mkdirSync(path, { recursive: true });
    chmodSync(path, Number.parseInt(unit.get('StateDirectoryMode')?.at(-1) ?? '0755', 8));
    spawnSync('chown', [`${userOf(unit)}:`, path]);
  }
  for (const line of unit.get('ExecStartPre') ?? []) {
    const code = run(name, unit, line);
    if (code !== 0) return code;
  }
  const lines = unit.get('ExecStart') ?? [];
  const type = unit.get('Type')?.at(-1) ?? 'simple';
  if (type === 'oneshot' || type === 'forking') {
    for (const line of lines) {
      const code = run(name, unit, line);
      if (code !== 0) return code;
    }
    if (type === 'forking')
      writePid(name, Number(readFileSync(unit.get('PIDFile')?.at(-1) ?? '', 'utf8')));
    return 0;
  }
  const log = openSync(join(STATE, `${name}.log`), 'a');
  const [command, ...args] = commandOf(unit, lines[0]);
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { detached: true, stdio: ['ignore', log, log], cwd: '/' };
  const child = spawn(command, args, { ...options, env: environmentOf(unit) });
  child.unref();
  if (child.pid === undefined) return 203;
  writePid(name, child.pid);
  // Whatever ends at once has not started.
  const ended = await new Promise((resolve) => {
    child.once('exit', () => resolve(true));
    setTimeout(() => resolve(false), 1_500);
  });
  return ended ? 1 : 0;
}

/**
 * @param {string} name
 * @param {Unit} unit
 */
async function stop(name, unit) {
  const pid = pidOf(name);
  if (pid === null) return;
  const lines = unit.get('ExecStop') ?? [];
  for (const line of lines) run(name, unit, line);
  if (lines.length === 0) process.kill(pid, 'SIGTERM');
  for (const end = Date.now() + STOP_MS; pidOf(name) !== null && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (pidOf(name) !== null) process.kill(pid, 'SIGKILL');
  rmSync(join(STATE, `${name}.pid`), { force: true });
}

/**
 * Runs a line of a unit to its end; `-` before it: whatever comes of it.
 *
 * @param {string} name
 * @param {Unit} unit
 * @param {string} line
 */
function run(name, unit, line) {
  const log = openSync(join(STATE, `${name}.log`), 'a');
  const [command, ...args] = commandOf(unit, line);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', log, log],
    cwd: '/',
    env: environmentOf(unit),
  });
  return line.startsWith('-') ? 0 : (status ?? 1);
}

/**
 * The words of a line, as the unit's user runs them.
 *
 * @param {Unit} unit
 * @param {string} line
 */
function commandOf(unit, line) {
  const env = environmentOf(unit);
  const words = [...line.replace(/^[-+!@:]+/, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].flatMap(
    ([, double, single, bare]) => {
      const name = /^\$(\w+)$/.exec(bare ?? '')?.[1];
      // A variable that stands by itself becomes as many words as are in it.
      if (name !== undefined) return (env[name] ?? '').split(/\s+/).filter((word) => word !== '');
      return [(double ?? single ?? bare).replaceAll('%%', '%').replaceAll('$$', '$')];
    },
  );
  const user = userOf(unit);
  if (user === 'root') return words;
  const group = unit.get('Group')?.at(-1) ?? user;
  const ports = unit.get('AmbientCapabilities')?.includes('CAP_NET_BIND_SERVICE');
  const capabilities = ports
    ? ['--inh-caps=+net_bind_service', '--ambient-caps=+net_bind_service']
    : [];
  return [
    'setpriv',
    `--reuid=${user}`,
    `--regid=${group}`,
    '--init-groups',
    ...capabilities,
    ...words,
  ];
}

/** @param {Unit} unit */
const userOf = (unit) => unit.get('User')?.at(-1) ?? 'root';

/**
 * @param {Unit} unit
 * @returns {Record<string, string | undefined>}
 */
function environmentOf(unit) {
  const { PATH, LANG, SSL_CERT_FILE, NODE_EXTRA_CA_CERTS } = process.env;
  const user = userOf(unit);
  const home = spawnSync('getent', ['passwd', user]).stdout.toString().split(':')[5] ?? '/';
  const files = (unit.get('EnvironmentFile') ?? []).map((file) =>
    readFileSync(file.replace(/^-/, ''), 'utf8'),
  );
  const pairs = files
    .flatMap((text) => text.split('\n'))
    .filter((line) => /^\w+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return {
    PATH,
    LANG,
    SSL_CERT_FILE,
    NODE_EXTRA_CA_CERTS,
    HOME: home,
    ...Object.fromEntries(pairs),
  };
}

/**
 * @param {string} name
 * @returns {Unit | null}
 */
function readUnit(name) {
  const path = UNIT_FOLDERS.map((folder) => join(folder, name)).find((each) => existsSync(each));
  if (path === undefined) return null;
  /** @type {Map<string, string[]>} */
  const unit = new Map();
  for (const line of readFileSync(path, 'utf8').replace(/\\\n/g, ' ').split('\n')) {
    const [, key, value] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined) unit.set(key, [...(unit.get(key) ?? []), value]);
  }
  return unit;
}

/** @param {string} name */
function pidOf(name) {
  const file = join(STATE, `${name}.pid`);
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8'));
  try {
    // Nobody waits for those that ended: they are there, and are no more.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /\) [ZX] /.test(stat) ? null : pid;
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {number} pid
 */
function writePid(name, pid) {
  writeFileSync(join(STATE, `${name}.pid`), String(pid));
}

/** @param {readonly string[]} args */
function journal(args) {
  const name = args[args.indexOf('-u') + 1];
  const count = Number(args[args.indexOf('-n') + 1] ?? 10);
  const file = join(STATE, `${name}.service.log`);
  if (!existsSync(file)) return 0;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  process.stdout.write(`${lines.slice(-count).join('\n')}\n`);
  return 0;
}

/** @param {string} sentence */
function complain(sentence) {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

mkdirSync(STATE, { recursive: true });
const isJournal = basename(process.argv[1]) === 'journalctl';
process.exitCode = await (isJournal
  ? journal(process.argv.slice(2))
  : control(process.argv.slice(2)));
