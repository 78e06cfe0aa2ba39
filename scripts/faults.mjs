// `npm run faults [-- call clients flood loss cable]`: cuts, crashes and restarts of the server, in
// real browsers and with 200 clients, and how long it takes until all is as before; a flood, and
// what others feel of it; a bad path, and another one. Exit code 1 when a bar does not hold. Only
// the loopback address is used, and networks of its own.
import { judge } from './faults/bars.mjs';
import { measureCall } from './faults/call-faults.mjs';
import { measureFlood } from './faults/flood.mjs';
import { measureLossyPath } from './faults/lossy-path.mjs';
import { measureClients } from './faults/many-clients.mjs';
import { measurePulledCable } from './faults/pulled-cable.mjs';
import { RestartableServer } from './faults/restartable-server.mjs';
import { renderBars, renderMachine } from './lib/bench-table.mjs';
import { buildStale } from './lib/build.mjs';
import { checkNode } from './lib/check-node.mjs';
import { describeMachine } from './lib/describe-machine.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { ensureSystemPackages } from './lib/ensure-system-packages.mjs';
import { knownNames } from './lib/known-names.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { SYSTEM_PACKAGES } from './lib/system-packages.mjs';

const SECTIONS = {
  call: measureCall,
  clients: measureClients,
  flood: measureFlood,
  loss: measureLossyPath,
  cable: measurePulledCable,
};

/** @typedef {keyof typeof SECTIONS} Section */

async function main() {
  const sections = readSections(process.argv.slice(2));
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  if (process.platform === 'linux') await ensureSystemPackages(SYSTEM_PACKAGES.window);
  await buildStale();
  say(renderMachine(describeMachine()));
  /** @type {Record<string, number | null>} */
  const figures = {};
  for (const section of sections) {
    const server = await RestartableServer.start();
    try {
      await SECTIONS[section](server, (id, value) => {
        figures[id] = value;
        say(`  ${id}: ${value === null ? 'not in time' : value.toFixed(2)}`);
      });
    } catch (error) {
      // What was measured is shown; what was not does not hold.
      say(`Stopped: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await server.close();
    }
  }
  const bars = judge(figures, sections);
  say(renderBars(bars));
  return bars.every(({ holds }) => holds) ? 0 : 1;
}

/**
 * @param {readonly string[]} args
 * @returns {Section[]}
 */
function readSections(args) {
  const all = Object.keys(SECTIONS);
  const names = knownNames(args, all, 'section');
  return /** @type {Section[]} */ (names.length === 0 ? all : names);
}

await runMain(main);
