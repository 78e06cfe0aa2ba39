import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../lib/free-port.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { start } from '../lib/run.mjs';

const HOST = '127.0.0.1';
const LOOK_EVERY_MS = 20;
/** How long it is away: a machine that is started anew takes longer, a service a little less. */
const AWAY_MS = 2_000;

/**
 * The signalling server as a process of its own, which is ended and comes back on the same port.
 */
export class RestartableServer {
  #folder;
  #port;
  /** @type {import('../lib/run.mjs').Child | undefined} */
  #child;

  /**
   * @param {string} folder
   * @param {number} port
   */
  constructor(folder, port) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'webcrt-faults-'));
    const server = new RestartableServer(folder, await freePort(0, HOST));
    await server.#run();
    return server;
  }

  get url() {
    return `http://${HOST}:${this.#port}/`;
  }

  /**
   * Ends it by `signal`, and has it back two seconds later; resolves when it listens again.
   *
   * @param {'SIGKILL' | 'SIGTERM'} signal
   */
  async restart(signal) {
    this.#child?.kill(signal);
    await this.#child?.ended;
    await pause(AWAY_MS);
    await this.#run();
  }

  async close() {
    this.#child?.kill('SIGKILL');
    await this.#child?.ended;
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #run() {
    const args = ['--host', HOST, '--port', String(this.#port), '--data', this.#folder, '--quiet'];
    this.#child = start(process.execPath, [fromRoot('out', 'server', 'cli.js'), ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let hasEnded = false;
    void this.#child.ended.then(() => {
      hasEnded = true;
    });
    while ((await fetch(`${this.url}health`).catch(() => null)) === null) {
      if (hasEnded) throw new Error('the server ended before it listened');
      await pause(LOOK_EVERY_MS);
    }
  }
}
