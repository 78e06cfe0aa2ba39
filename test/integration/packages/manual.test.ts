import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildStale } from '../../../scripts/lib/build.mjs';
import { findCommand } from '../../../scripts/lib/find-browser.mjs';
import { APP_OPTIONS } from '../../../src/main/app-options';
import { TTY_OPTIONS } from '../../../src/tty/tty-arguments';
import { SERVER_OPTIONS } from '../../../src/server/cli/server-options';
import { COMMANDS } from '../../../src/shared/commands/definitions';
import { ShellSession } from '../../helpers/shell-session';

const MANUAL = fileURLToPath(new URL('../../../out/manual/', import.meta.url));
const PROGRAMS = ['webcrt', 'webcrt-server'];
const pageOf = (program: string): string => join(MANUAL, 'man1', `${program}.1`);

/** The page as a terminal shows it, without bold and underlines. */
function render(program: string): string {
  const args = ['-man', '-Tutf8', '-P-cbou', '-rLL=200n', pageOf(program)];
  return execFileSync('groff', args, { encoding: 'utf8' });
}

beforeAll(async () => {
  await buildStale(['manual']);
});

let shell: ShellSession | undefined;
afterEach(() => {
  shell?.dispose();
  shell = undefined;
});

describe.runIf(findCommand('groff') !== null)('the manual', () => {
  it.each(PROGRAMS)('has a page of %s without a fault', (program) => {
    const { status, stderr } = spawnSync('groff', ['-man', '-ww', '-z', pageOf(program)]);
    expect([status, stderr.toString()]).toEqual([0, '']);
  });

  it('tells every option and every command, by its own words', () => {
    const page = render('webcrt');
    for (const { name } of APP_OPTIONS) expect(page).toMatch(new RegExp(`^ .*--${name}\\b`, 'm'));
    for (const { name } of TTY_OPTIONS) expect(page).toMatch(new RegExp(`^ .*--${name}\\b`, 'm'));
    for (const { name } of COMMANDS) expect(page).toMatch(new RegExp(`^ +${name}( |$)`, 'm'));
    const server = render('webcrt-server');
    for (const { name } of SERVER_OPTIONS) expect(server).toContain(`--${name}`);
    expect(server).toContain('webcrt-server check');
  });
});

const SHELLS = [
  {
    name: 'bash',
    start: 'bash --norc --noprofile -i',
    begin: ['PS1=', 'bind "set bell-style none"'],
  },
  {
    name: 'zsh',
    start: 'zsh -f -i',
    begin: [
      'PS1= RPS1= PROMPT_EOL_MARK=',
      `fpath=(${MANUAL}zsh $fpath)`,
      'autoload -Uz compinit && compinit -u -D',
    ],
  },
];

for (const { name, start, begin } of SHELLS) {
  describe.runIf(findCommand(name) !== null && findCommand('script') !== null)(
    `the completion by ${name}`,
    () => {
      it('knows words, options and what they take', async () => {
        shell = new ShellSession(start);
        for (const line of begin) await shell.run(line);
        for (const program of PROGRAMS) {
          if (name === 'bash') await shell.run(`source ${MANUAL}bash/${program}`);
          await shell.run(`${program}() { echo "<$*>"; }`);
        }
        await shell.run('mkdir certificates; touch the-key.pem');
        expect(await shell.complete('webcrt c\tst\t')).toBe('ctl status');
        expect(await shell.complete('webcrt ctl ptt d\t')).toBe('ctl ptt down');
        expect(await shell.complete('webcrt tty --mic\t')).toBe('tty --microphone');
        expect(await shell.complete('webcrt --kiosk-r\t')).toBe('--kiosk-remove');
        expect(await shell.complete('webcrt-server --log-format j\t')).toBe('--log-format json');
        expect(await shell.complete('webcrt-server --key the\t')).toBe('--key the-key.pem');
        // zsh takes the slash off again as the line is run.
        expect(await shell.complete('webcrt-server --data c\t')).toMatch(
          /^--data certificates\/?$/,
        );
        expect(await shell.complete('webcrt-server ch\t--ur\thttps://x')).toMatch(
          /^check --url[ =]https:\/\/x$/,
        );
        expect(await shell.complete('webcrt-server --user roo\t')).toBe('--user root');
      });
    },
  );
}

const END = 'so much for that';
/** What is typed, and what there is for it. */
const FISH: ReadonlyMap<string, string> = new Map([
  ['webcrt ', 'ctl tty'],
  ['webcrt ctl st', 'status'],
  ['webcrt ctl ptt d', 'down'],
  ['webcrt ctl status ', ''],
  ['webcrt tty --mic', '--microphone'],
  ['webcrt --kiosk-r', '--kiosk-remove'],
  ['webcrt --server wss://c.example t', 'tty'],
  ['webcrt-server --log-format j', 'json'],
  ['webcrt-server --key the', 'the-key.pem'],
  ['webcrt-server --data c', 'certificates/'],
  ['webcrt-server --data certificates --por', '--port'],
  ['webcrt-server --port 80 ch', 'check'],
  ['webcrt-server check --ur', '--url'],
  ['webcrt-server --user roo', 'root'],
]);

describe('the completion by fish', () => {
  it('says each option and its words', () => {
    const path = join(MANUAL, 'fish', 'webcrt-server.fish');
    expect(existsSync(path)).toBe(true);
    const lines = readFileSync(path, 'utf8').split('\n');
    for (const { name } of SERVER_OPTIONS) {
      expect(lines.some((line) => line.includes(` -l ${name} `))).toBe(true);
    }
    expect(lines.find((line) => line.includes(' -l log-format '))).toContain(
      "-x -a 'auto text json'",
    );
  });

  it.runIf(findCommand('fish') !== null)('knows words, options and what they take', () => {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-fish-'));
    try {
      mkdirSync(join(folder, 'certificates'));
      writeFileSync(join(folder, 'the-key.pem'), '');
      const asked = [...FISH].map(([line]) => line);
      const read = PROGRAMS.map((program) => `source ${MANUAL}fish/${program}.fish`);
      const asks = asked.map((line) => `complete -C ${JSON.stringify(line)}; echo ${END}`);
      const answers = execFileSync('fish', ['--no-config', '-c', [...read, ...asks].join('\n')], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
      }).split(`${END}\n`);
      const wordsOf = (answer: string): string =>
        [...answer.matchAll(/^[^\t\n]+/gm)].map(([word]) => word).join(' ');
      expect(new Map(asked.map((line, index) => [line, wordsOf(answers[index])]))).toEqual(FISH);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
