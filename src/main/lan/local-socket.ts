import type { RawSocket, SocketEvent } from '../../shared/signalling/server-connection';
import type { ClientHub } from '../../server/index';
import { newConnectionId } from './connection-id';

/** The local user's own connection to a hub of this program's, which `host` is the name of. */
export function openLocalSocket(
  hub: ClientHub,
  host: string,
  handle: (event: SocketEvent) => void,
): RawSocket {
  let isOver = false;
  const client = hub.open(
    { id: newConnectionId(), host, key: null },
    {
      push: ({ name, payload }) => {
        if (!isOver) handle({ kind: 'pushed', name, payload });
      },
      close: () => {
        if (!isOver) handle({ kind: 'lost', why: 'put out' });
      },
    },
  );
  // Events come later than this call.
  queueMicrotask(() => {
    if (!isOver) handle({ kind: 'connected', id: client.id });
  });
  return {
    emit: (name, payload, ack) => {
      if (!isOver) client.receive(name, payload, ack);
    },
    dispose: () => {
      if (isOver) return;
      isOver = true;
      client.end('broken');
    },
  };
}
