import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import {
  type AttachedSocket,
  parseTerminalNews,
  type TerminalNews,
} from '../../shared/ipc/attached-terminal';
import { PacketReader, type TerminalPacket } from '../../shared/ipc/terminal-packets';
import { StageStreams } from './stage-streams';
import type { TerminalClient } from './terminal-client';

/** The app that a socket leads to, as the client of a terminal. */
export function attachedClient(socket: AttachedSocket): TerminalClient {
  const store = new DisposableStore();
  const news = store.add(new Emitter<TerminalNews>());
  const stage = store.add(new StageStreams());
  const packets = new PacketReader();
  const take = ({ kind, bytes }: TerminalPacket): boolean => {
    if (kind === 'cells') return stage.apply(bytes);
    const parsed = parseTerminalNews(Buffer.from(bytes).toString());
    if (parsed.ok) news.fire(parsed.value);
    return parsed.ok;
  };
  store.add(
    socket.onBytes((bytes) => {
      const read = packets.read(bytes);
      // An app of another version, perhaps: what follows could be anything.
      if (read?.every(take) !== true) socket.dispose();
    }),
  );
  return {
    onNews: news.event,
    onStage: stage.onStage,
    onPixels: stage.onPixels,
    onEnd: socket.onClose.bind(socket),
    send: (request) => {
      socket.send(request);
    },
    dispose: () => {
      store.dispose();
      socket.dispose();
    },
  };
}
