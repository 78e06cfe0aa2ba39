import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openPty } from '../../../src/main/shell/pty-process';
import { shellProgram, shellWorld } from '../../../src/main/shell/shell-program';
import { ShellSession } from '../../../src/main/shell/shell-session';
import { SYSTEM_CLOCK } from '../../../src/shared/base/system-clock';
import { ShellDecoder } from '../../../src/shared/protocol/shell-decoder';
import { parseLines } from '../../../src/shared/protocol/shell-lines';
import type { ShellInput, ShellKeyName } from '../../../src/shared/shell/shell-keys';
import { entryOf, type ShellScreen, shellText } from '../../../src/shared/shell/shell-screen';

const SIZE = { cols: 80, rows: 24 };
const VI = ['/usr/bin/vim', '/usr/bin/vi'].find((path) => existsSync(path));

function text(typed: string): ShellInput {
  return { kind: 'text', text: typed };
}

function key(name: ShellKeyName): ShellInput {
  return { kind: 'key', key: name, ctrl: false, alt: false, shift: false };
}

/** A real program in a real pseudo-terminal, as whoever is shown it sees it. */
class Shown {
  screen: ShellScreen | null = null;
  exitCode: number | null = null;
  messages = 0;
  readonly session: ShellSession;

  constructor(command: string) {
    const decoder = new ShellDecoder();
    const world = { ...shellWorld(), env: { ...process.env, SHELL: '/bin/sh', PS1: '$ ' } };
    const session = ShellSession.start(
      { ...shellProgram(command, world), ...SIZE, cwd: tmpdir() },
      openPty,
      {
        handleCells: (messages) => {
          for (const message of messages) {
            const change = decoder.apply(message);
            if (change === null) throw new Error('This is no message.');
            this.screen = change.screen;
            this.messages++;
          }
        },
        handleEnd: (exitCode) => {
          this.exitCode = exitCode;
        },
      },
      SYSTEM_CLOCK,
    );
    if (session === null) throw new Error('There is no pseudo-terminal here.');
    this.session = session;
  }

  get text(): string {
    return this.screen === null ? '' : shellText(this.screen);
  }

  async until(pattern: RegExp): Promise<void> {
    await expect.poll(() => this.text).toMatch(pattern);
  }
}

describe.skipIf(process.platform === 'win32')('a program in a shared terminal', () => {
  let shown: Shown | null = null;
  const run = (command: string): Shown => (shown = new Shown(command));

  afterEach(() => {
    shown?.session.dispose();
  });

  it('is seen as it writes, reads what is typed, and ends with its exit code', async () => {
    const program = run('printf "name? "; read name; echo "hello 漢字 $name"; exit 7');
    await program.until(/^name\?$/m);
    program.session.type([text('ann'), key('Enter')]);
    await program.until(/^hello 漢字 ann$/m);
    await expect.poll(() => program.exitCode).toBe(7);
  });

  it('knows how large its terminal is, and that it has 256 colours', async () => {
    await run('stty size; echo $TERM; sleep 9').until(/^24 80\nxterm-256color$/m);
  });

  it('repaints its screen by the cursor, in colours', async () => {
    const script =
      'i=0; while [ $i -lt 20 ]; do printf "\\033[H\\033[2J\\033[7mload\\033[0m\\033[5;10H\\033[31m%s漢\\033[0m" $i; i=$((i+1)); done; printf "\\033[24;1Hend"; sleep 9';
    const program = run(script);
    await program.until(/end$/);
    expect(program.text.split('\n')[4]).toBe(`${' '.repeat(9)}19漢`);
    const at = 4 * SIZE.cols + 9;
    expect(entryOf(program.screen?.inks[at] ?? 0)).toBe(1);
    expect(program.screen?.texts.slice(at + 2, at + 4)).toEqual(['漢', '']);
  });

  it.skipIf(VI === undefined)('may be vim, typed into', async () => {
    const program = run(`${String(VI)} -u NONE -N`);
    await program.until(/^~$/m);
    program.session.type([text('ihello 漢字'), key('Escape'), text('yyp'), text(':set nu')]);
    program.session.type([key('Enter')]);
    await program.until(/^ +1 hello 漢字\n +2 hello 漢字\n~/m);
    program.session.type([text(':q!'), key('Enter')]);
    await expect.poll(() => program.exitCode).toBe(0);
  });

  it('leaves lines behind for whoever scrolls back, in pieces', async () => {
    const program = run('seq 1 500; printf done; sleep 9');
    await program.until(/^500\ndone$/m);
    const told = parseLines(program.session.history(477, 50) ?? new Uint8Array());
    expect(told?.total).toBe(477);
    expect(shellText(told!.screen).split('\n').slice(0, 3)).toEqual(['1', '2', '3']);
    expect(told!.screen.rows).toBe(50);
  });

  it('waits when it writes faster than anybody can see, and is seen whole at its end', async () => {
    const program = run('seq 1 300000; printf done; sleep 9');
    await program.until(/^300000\ndone$/m);
    // Screens, not lines, were told.
    expect(program.messages).toBeLessThan(10_000);
  });

  it('is hung up when it is shared no longer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-shell-'));
    const note = join(folder, 'hung-up');
    const program = run(`trap 'touch ${note}; exit' HUP; echo ready; while :; do sleep 1; done`);
    await program.until(/^ready$/m);
    program.session.dispose();
    await expect.poll(() => existsSync(note)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
