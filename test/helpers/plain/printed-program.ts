import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PYTHON } from './aiortc-client';

const PAGE = fileURLToPath(new URL('../../../docs/gateways.md', import.meta.url));
const PRINTED_URL = 'http://localhost:8080';

/** The program of docs/gateways.md, run as it is printed, but at another server. */
export class PrintedProgram {
  private constructor(private readonly child: ChildProcess) {}

  static start(serverUrl: string): PrintedProgram {
    const [, code = ''] = /^```py\n(.*?)^```$/ms.exec(readFileSync(PAGE, 'utf8')) ?? [];
    if (!code.includes(PRINTED_URL)) throw new Error(`no program for ${PRINTED_URL} in ${PAGE}`);
    const there = code.replace(PRINTED_URL, serverUrl.replace(/\/$/, ''));
    return new PrintedProgram(spawn(PYTHON, ['-c', there], { stdio: 'inherit' }));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill();
    await once(this.child, 'exit');
  }
}
