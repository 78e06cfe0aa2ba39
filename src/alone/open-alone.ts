import { Emitter } from '../shared/base/emitter';
import { DisposableStore } from '../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../shared/base/system-clock';
import type { TerminalClient } from '../tty/client/terminal-client';
import type { AloneOptions, AlonePorts } from './alone-ports';
import { nodeHost } from './host/node-host';
import { OneTerminal } from './host/one-terminal';
import { nodeMachine } from './node-machine';
import { openDom } from './window/open-dom';

/** A client that is this program itself, and what ends it well. */
export interface AloneClient extends TerminalClient {
  /** Hangs up and signs out; resolves when that is said. */
  leave(): Promise<void>;
}

/**
 * The window's own app, in a plain Node.js program: its document is one that nobody sees, its
 * connections and pictures are made here. The terminal sees and asks it as one that is attached to
 * the desktop app.
 */
export async function openAlone(options: AloneOptions, ports: AlonePorts): Promise<AloneClient> {
  const body = openDom();
  // Both look at the document as they are loaded.
  const [{ App }, { StayStorage }] = await Promise.all([
    import('../renderer/app/app'),
    import('../renderer/host/stay-storage'),
  ]);
  const store = new DisposableStore();
  const terminal = store.add(new OneTerminal());
  const rings = store.add(new Emitter<void>());
  const ended = store.add(new Emitter<void>());
  let hasEnded = false;
  const host = nodeHost(options, ports, terminal.api, () => {
    hasEnded = true;
    ended.fire();
  });
  const machine = nodeMachine(options, ports, () => {
    rings.fire();
  });
  const [report, identity, start] = await Promise.all([
    host.settings.load(),
    host.identity.load(),
    host.startOptions(),
  ]);
  // A program that has crashed takes up nothing: its certificate went with it.
  const stays = new StayStorage({
    local: null,
    store: machine.openStore(() => undefined),
    nowMs: () => SYSTEM_CLOCK.nowMs(),
    every: () => () => undefined,
  });
  const found = { settings: report.settings, identity };
  const app = store.add(
    new App(body, machine, host, start, found, { value: null }, stays, ports.logger),
  );
  // Once there is a terminal that says its size.
  setImmediate(() => void app.begin([...report.notices, ...identity.notices]));
  return {
    onNews: terminal.onNews,
    onStage: terminal.onStage,
    onPixels: terminal.onPixels,
    onEnd: ended.event,
    onRing: rings.event,
    send: (request) => {
      terminal.send(request);
    },
    // A packet that could not be sent any more is no reason to end a call.
    handleRejection: (fault) => {
      ports.logger.log('warn', 'A promise failed', { error: String(fault) });
    },
    leave: () => (hasEnded ? Promise.resolve() : host.leave()),
    dispose: () => {
      store.dispose();
    },
  };
}
