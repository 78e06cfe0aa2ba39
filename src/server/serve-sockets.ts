import type { Dispatcher } from './dispatcher';
import type { SignallingHub } from './hub';
import { hearAll } from './slim-socket';
import type { SocketConnection } from './socket-connection';
import type { ClientSocket, DisconnectReason } from './socket-server';

/**
 * Hears what a client says, and that it is gone, by two functions for all of them: closures of its
 * own would stay in memory for as long as each is here.
 */
export function createServeSocket(
  hub: SignallingHub,
  dispatcher: Dispatcher,
): (connection: SocketConnection) => void {
  function handleEvent(this: ClientSocket, message: readonly unknown[]): void {
    dispatcher.receive(this.data, message);
  }
  function handleDisconnect(this: ClientSocket, reason: DisconnectReason): void {
    hub.components.logger.log('debug', 'a connection ended', { id: this.id, reason });
    hub.close(this.data, reason === 'client namespace disconnect' ? 'left' : 'broken');
    // There is no way back in over this one, and nothing would ever end it.
    this.conn.close();
  }
  return (connection) => {
    const { socket } = connection;
    socket.data = hub.open(connection);
    hearAll(socket, handleEvent);
    socket.on('disconnect', handleDisconnect);
  };
}
