import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { say } from '../lib/say.mjs';
import { callBob } from './call-bob.mjs';
import { secondsUntilSeen } from './frames.mjs';

const PORT = 8080;
const SETTLE_MS = 8_000;
/** Frames that were on their way when the cable was pulled are not of the new path. */
const DRAIN_MS = 300;
const VIEWPORT = { width: 760, height: 600 };

/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */
/** @typedef {import('./frames.mjs').Report} Report */

/**
 * A machine of a network of the bench's own.
 *
 * @typedef {object} Namespace
 * @property {(...words: string[]) => import('node:child_process').ChildProcess} spawn
 */

/**
 * @typedef {object} TwoCables
 * @property {Namespace} server
 * @property {Namespace} mover
 * @property {Namespace} other
 * @property {() => void} pullFirst
 * @property {() => void} close
 */

/** @typedef {{ TwoCables: new () => TwoCables, MIDDLE_ADDRESS: string }} TwoCablesModule */
/** @typedef {{ namespacesFault: () => string | null }} NamespaceModule */

/**
 * Two people in a call, one of whom loses the interface that it goes over, and has another.
 *
 * @param {unknown} _server of the loopback address: here is one between two networks
 * @param {Report} report
 */
export async function measurePulledCable(_server, report) {
  const [{ AppDriver }, { HEAD_CLIP }, { TwoCables, MIDDLE_ADDRESS }, { namespacesFault }] =
    await Promise.all([
      importTypeScript('test/helpers/app-driver.ts'),
      importTypeScript('test/helpers/fake-camera.ts'),
      /** @type {Promise<TwoCablesModule>} */ (importTypeScript('test/helpers/two-cables.ts')),
      /** @type {Promise<NamespaceModule>} */ (
        importTypeScript('test/helpers/network-namespace.ts')
      ),
    ]);
  const fault = namespacesFault();
  if (fault !== null) {
    say(`  No cable is pulled: this machine has no networks of our own, ${fault}.`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'webcrt-cables-'));
  const network = new TwoCables();
  const cli = fromRoot('out', 'server', 'cli.js');
  const where = ['--host', MIDDLE_ADDRESS, '--port', String(PORT), '--insecure', '--data', folder];
  const server = network.server.spawn(process.execPath, cli, ...where);
  const ended = once(server, 'exit');
  /** @type {AppDriver[]} */
  const people = [];
  try {
    if (server.stdout) await once(server.stdout, 'data');
    const origin = `http://${MIDDLE_ADDRESS}:${PORT}`;
    for (const [user, namespace] of /** @type {const} */ ([
      ['ann', network.mover],
      ['bob', network.other],
    ])) {
      const person = await AppDriver.open({
        serverUrl: `${origin}/`,
        user,
        clip: HEAD_CLIP,
        viewport: VIEWPORT,
        namespace,
        trustedOrigins: [origin],
      });
      people.push(person);
      await person.waitForStatus(new RegExp(`signed in as ${user}`));
    }
    const [ann, bob] = people;
    await callBob(ann, bob);
    await pause(SETTLE_MS);
    network.pullFirst();
    await pause(DRAIN_MS);
    const seconds = await secondsUntilSeen(people);
    report('F17', seconds === null ? null : seconds + DRAIN_MS / 1_000);
  } finally {
    for (const person of people) await person.close();
    server.kill();
    await ended;
    network.close();
    await rm(folder, { recursive: true, force: true });
  }
}
