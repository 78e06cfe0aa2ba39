import type { Socket } from 'node:net';

/** A viewer shows a key, a password and the size of a terminal, and has no more to say ... */
const FIRST_BYTES = 131_072;
/** ... but that it is still there, and of what it has room for more. */
const BYTES_PER_SECOND = 4_096;

/**
 * Cuts off a viewer who sends more than any has to. What they send is answered by the protocols
 * that carry the picture, and whoever does not read that would have all of it kept for them.
 */
export function boundReceived(socket: Socket): void {
  const startedMs = performance.now();
  const before = socket.bytesRead;
  socket.on('data', () => {
    const seconds = (performance.now() - startedMs) / 1_000;
    const most = FIRST_BYTES + seconds * BYTES_PER_SECOND;
    if (socket.bytesRead - before > most) socket.destroy();
  });
}
