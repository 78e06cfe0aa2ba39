import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { TtyTerminal } from '../../helpers/tty-terminal';

/** The text of the pigeon that a terminal's panel shows, as somebody selects it there. */
function letterIn(screen: string): string {
  const rows = screen.split('\n').map((row) => row.split('│')[0].trimEnd());
  const from = rows.findIndex((row) => row.startsWith('pigeon:'));
  const end = rows.findIndex((row, index) => index > from && !/^ *[\w-]+$/.test(row));
  return rows.slice(from, end).join('').replaceAll(' ', '');
}

describe.skipIf(process.platform === 'win32')('two terminals with no server', () => {
  const folders: string[] = [];
  const terminals: TtyTerminal[] = [];

  afterEach(async () => {
    for (const terminal of terminals) await terminal.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-tty-'));
    folders.push(folder);
    return folder;
  }

  async function open(user: string, folder = newFolder()): Promise<TtyTerminal> {
    const program = join(await buildFixtureApp(), 'out/main/webcrt.js');
    const server = `ws://127.0.0.1:${await freePort(0, '127.0.0.1')}`;
    const devices = ['--camera', 'none', '--microphone', 'none', '--speaker', 'none'];
    const words = ['tty', '--server', server, '--user', user, ...devices];
    const options = { cols: 160, rows: 48, cwd: folder };
    const all = [...words, `--user-data-dir=${folder}`];
    const terminal = new TtyTerminal({ program, words: all, ...options });
    terminals.push(terminal);
    await terminal.waitFor(/no server \(try/);
    return terminal;
  }

  it('call each other by texts that are carried by hand, send a file, and see at once when it is over', async () => {
    const folder = newFolder();
    const [ann, bob] = [await open('ann'), await open('bob', folder)];
    ann.enter('pigeon offer');
    await ann.waitFor(/^pigeon:[\w-]{20}/m);
    bob.enter(`pigeon answer ${letterIn(await ann.text())}`);
    await bob.waitFor(/Your answer to ann[^]*^pigeon:[\w-]{20}/m);
    ann.enter(`/pigeon done ${letterIn(await bob.text())}`);
    await ann.waitFor(/in call with bob/);
    await bob.waitFor(/in call with ann/);
    ann.enter('hello by pigeon');
    await bob.waitFor(/hello by pigeon/);
    const file = join(newFolder(), 'a grey cat.txt');
    writeFileSync(file, 'a grey cat');
    ann.enter('/send');
    await ann.waitFor(/Which file\?/);
    ann.enter(`'${file}'`);
    await bob.waitFor(/a grey cat\.txt[^]*bytes/);
    bob.enter('/accept');
    await bob.waitFor(/cat\.txt[^]*here,[^]*saved/);
    expect(readFileSync(join(folder, 'a grey cat.txt'), 'utf8')).toBe('a grey cat');
    bob.enter('/hangup');
    await ann.waitFor(/no call/);
    expect(await ann.text()).toMatch(/The call with bob is over/);
  });
});
