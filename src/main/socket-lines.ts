import type { Socket } from 'node:net';
import { MAX_REQUEST_LINE_BYTES } from '../shared/ipc/attached-terminal';
import { MAX_CONTROL_LINE_BYTES } from '../shared/ipc/control';

// What is said over the socket of `webcrt ctl`: lines of JSON.

export interface FirstLine {
  readonly line: string;
  /** What came with it, of the next. */
  readonly rest: string;
}

/** Resolves to the first line, or to `null`: the other end went, or said too much. */
export function readLine(socket: Socket): Promise<FirstLine | null> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve({ line: text.slice(0, end), rest: text.slice(end + 1) });
      else if (text.length > MAX_CONTROL_LINE_BYTES) resolve(null);
    });
    socket.once('close', () => {
      resolve(null);
    });
  });
}

/**
 * Hands on what comes line by line, without its ends; one that is too long closes the socket.
 *
 * @param rest What came before, and belongs to the first.
 */
export function readLines(socket: Socket, rest: string, handle: (line: string) => void): void {
  let text = '';
  const take = (chunk: string): void => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    if (text.length > MAX_REQUEST_LINE_BYTES) socket.destroy();
    for (const line of lines) if (!socket.destroyed) handle(line);
  };
  socket.on('data', take);
  take(rest);
}
