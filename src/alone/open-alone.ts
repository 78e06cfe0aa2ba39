import { Emitter } from '../shared/base/emitter';
import { DisposableStore } from '../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../shared/base/system-clock';
import type { NumberedTerminalRequest, TerminalNews } from '../shared/ipc/attached-terminal';
import type { TerminalsApi } from '../shared/ipc/host-api';
import { StageStreams } from '../tty/client/stage-streams';
import type { TerminalClient } from '../tty/client/terminal-client';
import type { AloneOptions, AlonePorts } from './alone-ports';
import { nodeHost } from './host/node-host';
import { nodeMachine } from './node-machine';
import { openDom } from './window/open-dom';

/** The only terminal of this program. */
const TERMINAL_ID = 1;

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
  const news = store.add(new Emitter<TerminalNews>());
  const stage = store.add(new StageStreams());
  const requests = store.add(new Emitter<NumberedTerminalRequest>());
  const rings = store.add(new Emitter<void>());
  const ended = store.add(new Emitter<void>());
  const terminals: TerminalsApi = {
    onRequest: (listener) => {
      const listening = requests.event(listener);
      return () => {
        listening.dispose();
      };
    },
    begin: () => Promise.resolve(),
    tell: (_id, told) => {
      news.fire(told);
      return Promise.resolve();
    },
    show: (_id, cells) => {
      stage.apply(cells);
      return Promise.resolve();
    },
  };
  let hasEnded = false;
  const host = nodeHost(options, ports, terminals, () => {
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
    onNews: news.event,
    onStage: stage.onStage,
    onPixels: stage.onPixels,
    onEnd: ended.event,
    onRing: rings.event,
    send: (request) => {
      requests.fire({ id: TERMINAL_ID, request });
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
