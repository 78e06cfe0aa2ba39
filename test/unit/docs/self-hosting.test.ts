import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDockerfile } from '../../../scripts/hosting/dockerfile.mjs';
import { readBlocks } from '../../../scripts/hosting/read-blocks.mjs';
import { HELP_TEXT } from '../../../src/server/cli/help-text';
import { type CliOptions, parseCliOptions } from '../../../src/server/cli/parse-cli-options';
import { readPage } from '../../helpers/pages';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGE = readPage('docs/self-hosting.md');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));

function optionsOf(args: readonly string[]): CliOptions {
  const command = parseCliOptions(args);
  if (!command.ok) throw new Error(command.error);
  if (command.value.kind !== 'serve') throw new Error(command.value.kind);
  return command.value.options;
}

const folder = mkdtempSync(join(tmpdir(), 'webcrt-hosting-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the page on hosting', () => {
  const commands = readBlocks(PAGE).flatMap((block) => block.commands);

  it('names files of deploy that are there, and every one of them', () => {
    const named = new Set(
      [...PAGE.matchAll(/\bdeploy\/[\w./*-]+/g)].flatMap(([path]) =>
        path.endsWith('*')
          ? filesOf('deploy').filter((file) => file.startsWith(path.slice(0, -1)))
          : [path],
      ),
    );
    // By its folder, which the block goes into.
    for (const name of ['compose.yaml', 'Dockerfile'])
      if (PAGE.includes(name)) named.add(`deploy/docker/${name}`);
    expect([...named].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(filesOf('deploy').filter((path) => !named.has(path))).toEqual([]);
  });

  it('names options that there are', () => {
    const said = [...PAGE.matchAll(/`(--[a-z-]+)`/g)].map(([, option]) => option);
    expect(said.length).toBeGreaterThan(3);
    expect(
      said.filter(
        (option) =>
          !HELP_TEXT.includes(`  ${option} `) &&
          !HELP_TEXT.includes(`${option} |`) &&
          !HELP_TEXT.includes(`| ${option}`),
      ),
    ).toEqual([]);
  });

  it('has commands that a shell can read', () => {
    expect(commands.length).toBeGreaterThan(40);
    const unread = commands.filter(
      (command) => spawnSync('sh', ['-n', '-c', command]).status !== 0,
    );
    expect(unread).toEqual([]);
  });

  it('opens the ports that are used, and no other', () => {
    const turn = read('deploy/turnserver.conf');
    const [, least, most] = /^min-port=(\d+)\nmax-port=(\d+)$/m.exec(turn)!;
    expect(PAGE).toContain(`| ${least}-${most} |`);
    expect(turn).toMatch(/^listening-port=3478$/m);
  });
});

describe('the options of the unit', () => {
  const [, text = ''] = /^WEBCRT_OPTIONS=(.*)$/m.exec(read('deploy/server.env')) ?? [];
  const options = optionsOf(text.split(' '));

  it('are of a server behind a proxy on the same machine, with a relay', () => {
    expect(options).toMatchObject({
      host: '127.0.0.1',
      port: 8_080,
      trustedProxies: ['loopback'],
      dataFolder: '/var/lib/webcrt',
      publicUrls: ['https://calls.example.org/'],
    });
    expect(options.turn?.secretFile).toBe('/etc/webcrt/turn-secret');
  });

  it('are those that the proxies and the units have', () => {
    for (const file of [
      'deploy/nginx/webcrt.conf',
      'deploy/nginx/webcrt-path.conf',
      'deploy/Caddyfile',
    ]) {
      expect(read(file)).toContain(`${options.host}:${options.port}`);
    }
    const unit = read('deploy/systemd/webcrt-server.service');
    expect(`/var/lib/${/^StateDirectory=(.*)$/m.exec(unit)?.[1]}`).toBe(options.dataFolder);
    const port = options.metrics?.port;
    expect(PAGE).toContain(`http://127.0.0.1:${port}/metrics`);
  });
});

describe('the units', () => {
  const units = filesOf('deploy/systemd');

  it.runIf(spawnSync('systemd-analyze', ['--version']).status === 0)(
    'are what systemd takes',
    () => {
      const paths = units.map((file) => {
        const path = join(folder, file.split('/').at(-1) ?? '');
        // It wants the program to be there.
        writeFileSync(
          path,
          read(file).replaceAll('/usr/local/bin/webcrt-server', process.execPath),
        );
        return path;
      });
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths]);
      expect(stderr.toString()).toBe('');
      expect(status).toBe(0);
    },
  );

  it('let no unit run as root that people reach', () => {
    for (const name of ['server', 'check']) {
      expect(read(`deploy/systemd/webcrt-${name}.service`)).toMatch(/^User=webcrt$/m);
    }
  });
});

describe('the Dockerfile', () => {
  const stages = readDockerfile(read('deploy/docker/Dockerfile'));
  const last = stages.at(-1)!;
  const find = (name: string): readonly string[] =>
    last.steps.filter((step) => step.name === name).flatMap(({ args, text }) => args ?? [text]);

  it('starts the server, for whoever reaches the container, as no root', () => {
    expect(find('USER')).toEqual(['webcrt']);
    const [program, ...more] = [...find('ENTRYPOINT'), ...find('CMD')];
    expect(program).toBe('/opt/webcrt/bin/webcrt-server');
    expect(optionsOf(more)).toMatchObject({ host: '0.0.0.0', port: 8_080, dataFolder: '/data' });
    expect(find('VOLUME')).toEqual(['/data']);
  });

  it('begins each stage with one Debian, which whoever builds it may name by its digest', () => {
    expect(read('deploy/docker/Dockerfile')).toMatch(/^ARG BASE=debian:trixie-slim$/m);
    expect(stages.map(({ image }) => image)).toEqual(stages.map(() => 'debian:trixie-slim'));
    const named = readDockerfile('ARG A=x@sha256:1\nFROM ${A} AS b\nFROM ${A}');
    expect(named.map(({ image }) => image)).toEqual(['x@sha256:1', 'x@sha256:1']);
  });

  it('asks the server how it is', async () => {
    const [node, flag, script = ''] = find('HEALTHCHECK');
    expect([node, flag]).toEqual(['node', '-e']);
    expect(script).toContain('http://127.0.0.1:8080/healthz');
    let status = 200;
    const http = createServer((request, response) => {
      response.writeHead(request.url === '/healthz' ? status : 404).end();
    });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const port = String((http.address() as AddressInfo).port);
    const ask = async (): Promise<unknown> => {
      const [code] = (await once(
        spawn(process.execPath, [flag, script.replace('8080', port)]),
        'exit',
      )) as unknown[];
      return code;
    };
    expect(await ask()).toBe(0);
    status = 503;
    expect(await ask()).toBe(1);
    http.close();
    await once(http, 'close');
    expect(await ask()).toBe(1);
  });

  it('copies from stages and folders that are there', () => {
    const names = stages.map(({ name }) => name);
    for (const { text } of stages.flatMap(({ steps }) =>
      steps.filter(({ name }) => name === 'COPY'),
    )) {
      const [, from] = /--from=(\S+)/.exec(text) ?? [];
      if (from === undefined) expect(existsSync(join(ROOT, text.split(' ')[0]))).toBe(true);
      else expect(names).toContain(from);
    }
  });

  it('leaves out what is nobody else’s', () => {
    const ignored = read('.dockerignore').trim().split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['node_modules', '.git', 'deploy/docker/turn-secret']),
    );
    for (const path of ignored.filter((each) => each.startsWith('deploy/'))) {
      expect(read('.gitignore').split('\n')).toContain(path);
    }
  });

  it('is refused with a step that is none', () => {
    expect(() => readDockerfile('FROM a\nRUNN b')).toThrow('No instruction: RUNN b');
    expect(() => readDockerfile('RUN b')).toThrow('No instruction');
    expect(() => readDockerfile('FROM ${A}')).toThrow('Nobody says what A is');
  });
});

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly build?: { readonly context: string; readonly dockerfile: string };
        readonly command?: readonly string[];
        readonly environment?: Readonly<Record<string, string>>;
        readonly ports?: readonly string[];
        readonly volumes?: readonly string[];
        readonly networks?: readonly string[];
        readonly secrets?: readonly string[];
        readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
      }
    >
  >;
  readonly networks: Readonly<
    Record<string, { readonly ipam: { readonly config: readonly { readonly subnet: string }[] } }>
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

describe('the compose file', () => {
  const compose = parse(read('deploy/docker/compose.yaml')) as Compose;
  const { server, caddy, coturn } = compose.services;

  it('starts the server with options that there are, behind Caddy alone', () => {
    const args = (server.command ?? []).map((arg) =>
      arg.replace(/\$\{WEBCRT_NAME[^}]*\}/, 'calls.example.org'),
    );
    const options = optionsOf(args);
    expect(server.ports).toBe(undefined);
    expect(options.publicUrls).toEqual(['https://calls.example.org/']);
    expect(options.trustedProxies).toEqual(
      compose.networks.inside.ipam.config.map(({ subnet }) => subnet),
    );
    expect(caddy.environment?.WEBCRT_UPSTREAM).toBe(`server:${options.port}`);
    expect(options.turn?.secretFile).toBe('/run/secrets/turn-secret');
    expect(server.secrets).toEqual(Object.keys(compose.secrets));
  });

  it('names only what is declared, or in the checkout, or made by the page', () => {
    const folderOf = join(ROOT, 'deploy/docker');
    expect(existsSync(join(folderOf, server.build!.context, server.build!.dockerfile))).toBe(true);
    const made = ['./turnserver.conf', ...Object.values(compose.secrets).map(({ file }) => file)];
    for (const path of made) expect(PAGE).toContain(`> ${path.slice(2)}\n`);
    for (const { volumes = [], networks = [] } of Object.values(compose.services)) {
      for (const name of networks) expect(compose.networks).toHaveProperty(name);
      for (const [source] of volumes.map((volume) => volume.split(':'))) {
        if (!source.startsWith('.')) expect(compose.volumes).toHaveProperty(source);
        else if (!made.includes(source)) expect(existsSync(join(folderOf, source))).toBe(true);
      }
    }
    expect(Object.keys(caddy.depends_on ?? {})).toEqual(['server']);
    expect(coturn.command?.at(-1)).toBe(coturn.volumes?.[0]?.split(':')[1]);
  });
});

describe('readBlocks', () => {
  it('takes a line that goes on, and a document, for one command', () => {
    const page =
      '# One\n\n```sh\na \\\n  b\n\ncat <<EOF\nx\nEOF\n```\n\n## Two\n\n```ini\nc=d\n```\n';
    expect(readBlocks(page)).toEqual([
      { section: 'One', language: 'sh', commands: ['a \\\n  b', 'cat <<EOF\nx\nEOF'] },
      { section: 'Two', language: 'ini', commands: ['c=d'] },
    ]);
  });
});
