import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import type { PlainPerson } from './plain-client';
import type { PlainFigures, PlainMedia } from './plain-end';

/** Debian's, for which its packages are. */
export const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('aiortc_peer.py', import.meta.url));

type Word = Readonly<Record<string, string>>;
type Answer = Partial<PlainFigures> & { readonly id?: number; readonly ok: boolean; why?: string };

/** Why there is none of these here; `null`: there may be. */
export function whyNoAiortc(): string | null {
  const found = spawnSync(PYTHON, ['-c', 'import aiortc, socketio, aiohttp']);
  return found.status === 0 ? null : 'python3-aiortc and python3-socketio are not installed';
}

/** Somebody on aiortc and python-socketio, in a process of its own. */
export class AiortcClient implements PlainPerson {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private count = 0;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      // The first has no number: it is signed in.
      this.waiting.get(answer.id ?? 0)?.(answer);
    });
  }

  static async signIn(
    serverUrl: string,
    name: string,
    keys: 'ecdsa' | 'rsa' = 'ecdsa',
  ): Promise<AiortcClient> {
    const child = spawn(PYTHON, [SCRIPT, serverUrl, name, String(PROTOCOL_VERSION), keys]);
    let complaint = '';
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    const client = new AiortcClient(child);
    const isIn = new Promise<Answer>((resolve) => client.waiting.set(0, resolve));
    const isOver = once(child, 'exit').then(() => {
      throw new Error(`aiortc did not start: ${complaint}`);
    });
    await Promise.race([isIn, isOver]);
    // From now on it is asked.
    isOver.catch(() => undefined);
    return client;
  }

  async call(to: string, media: PlainMedia): Promise<void> {
    await this.do({ do: 'call', to, media });
  }

  async answer(media: PlainMedia): Promise<void> {
    await this.do({ do: 'answer', media });
  }

  async create(slug: string, media: PlainMedia): Promise<void> {
    await this.do({ do: 'create', slug, media });
  }

  async enter(slug: string, media: PlainMedia): Promise<void> {
    await this.do({ do: 'enter', slug, media });
  }

  async leave(): Promise<void> {
    await this.do({ do: 'leave' });
  }

  /** By closing the connection, of which DTLS tells the other end. */
  async hangUp(): Promise<void> {
    await this.do({ do: 'close' });
  }

  async figures(): Promise<PlainFigures> {
    const { frames = 0, soundPackets = 0 } = await this.do({ do: 'figures' });
    return { frames, soundPackets };
  }

  async dispose(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.stdin.end();
    const late = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await once(this.child, 'exit');
    clearTimeout(late);
  }

  private async do(word: Word): Promise<Answer> {
    this.count += 1;
    const id = this.count;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.child.stdin.write(`${JSON.stringify({ id, ...word })}\n`);
    const answer = await answered;
    this.waiting.delete(id);
    if (!answer.ok) throw new Error(`aiortc, told to ${word.do}: ${answer.why}`);
    return answer;
  }
}
