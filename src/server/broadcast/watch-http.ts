import type { IncomingMessage, ServerResponse } from 'node:http';
import { sizeCommand } from '../../shared/ascii/ansi-screen';
import { type AddressOf, addressKeyOf } from '../client-address';
import { type GridSize, USUAL_TERMINAL } from './grid-ladder';
import { hangUpSoon } from './hang-up-soon';
import { lineBelow, SCREEN_OFF, SCREEN_ON } from './terminal-screen';
import type { ViewerSink } from './viewer';
import type { WatchGate, WatchRefusal } from './watch-gate';

export const WATCH_PATH = '/watch/';

const MAX_CELLS_PER_SIDE = 1_000;
const ASK_PASSWORD = 'Basic realm="WebCRT", charset="UTF-8"';

export interface WatchRequest {
  readonly token: string;
  readonly password: string | null;
  readonly terminal: GridSize;
}

const ANSWERS: Readonly<Record<WatchRefusal, { status: number; text: string }>> = {
  unknown: { status: 404, text: 'Nothing is broadcast here, or not any more.\n' },
  'too-often': { status: 429, text: 'Too often. Wait for some minutes, and try again.\n' },
  'password-needed': { status: 401, text: 'This needs a password: curl -N -u :PASSWORD ...\n' },
  'password-wrong': { status: 401, text: 'That is not the password.\n' },
};
const FULL = { status: 503, text: 'As many as may be are watching. Try again later.\n' };

export interface WatchHttpOptions {
  readonly gate: WatchGate;
  readonly addressOf: AddressOf;
  /** The page that draws it in a browser; `null`: there is none. */
  readonly page: string | null;
}

/** Answers `GET /watch/TOKEN`: a browser gets a page, everybody else the stage, for a terminal. */
export function createWatchHandler({ gate, addressOf, page }: WatchHttpOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const addressKey = addressKeyOf(addressOf(request));
    const { token, password, terminal } = readWatchRequest(request);
    const opened = gate.admit(addressKey)
      ? gate.open(token, password, addressKey)
      : ({ ok: false, error: 'too-often' } as const);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Vary', 'Accept');
    if (!opened.ok) {
      refuse(response, ANSWERS[opened.error]);
    } else if (request.method === 'HEAD') {
      response.end();
    } else if (page !== null && wantsPage(request)) {
      response.writeHead(200, { 'Content-Type': 'text/html;charset=utf-8' }).end(page);
    } else {
      const sink = new HttpSink(response, wantsSizes(request));
      const { socket: ends } = request;
      const viewer = opened.value.watch(sink, { terminal, addressKey, ends });
      if (viewer === null) refuse(response, FULL);
      else {
        sink.start();
        response.once('close', () => {
          opened.value.leave(viewer);
        });
      }
    }
  };
}

/** What somebody who comes by HTTP wants to see, and in how many cells. */
export function readWatchRequest({ url = '', headers }: IncomingMessage): WatchRequest {
  const [path = '', search] = url.split('?');
  const query = new URLSearchParams(search);
  return {
    token: path.slice(WATCH_PATH.length).replace(/\/$/, ''),
    password: passwordIn(headers.authorization),
    terminal: {
      cols: cellsIn(query.get('cols')) ?? USUAL_TERMINAL.cols,
      // Whoever says only how wide it is has room for the rows that belong to that.
      rows:
        cellsIn(query.get('rows')) ??
        (query.has('cols') ? MAX_CELLS_PER_SIDE : USUAL_TERMINAL.rows),
    },
  };
}

function cellsIn(text: string | null): number | null {
  if (text === null || !/^\d{1,4}$/.test(text)) return null;
  return Math.min(MAX_CELLS_PER_SIDE, Math.max(1, Number(text)));
}

/** Of `Basic`, whatever the user is called (RFC 7617). */
function passwordIn(authorization: string | undefined): string | null {
  const [, encoded = ''] = /^Basic ([\w+/]+=*)$/i.exec(authorization ?? '') ?? [];
  return /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString())?.[1] ?? null;
}

/** For the page that draws it, which has to know how large it is. */
function wantsSizes({ headers }: IncomingMessage): boolean {
  return headers.accept === 'application/x-webcrt-cells';
}

function wantsPage({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/html') === true;
}

function refuse(
  response: ServerResponse,
  { status, text }: { status: number; text: string },
): void {
  const ask = status === 401 ? { 'WWW-Authenticate': ASK_PASSWORD } : {};
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...ask });
  response.end(text);
}

/** `curl -N`: a body that never ends by itself. */
class HttpSink implements ViewerSink {
  private rows = 0;
  private isStarted = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly tellsSizes: boolean,
  ) {}

  /** So that a refusal can still take its place until then. */
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    // A terminal is to see no difference between an end and a break, and each update is one write
    // then, where chunks are three. The page tries again after a break.
    this.response.useChunkedEncodingByDefault = this.tellsSizes;
    this.response.writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      // A proxy would wait until it has a few of them.
      'X-Accel-Buffering': 'no',
    });
    this.response.write(SCREEN_ON);
  }

  begin({ cols, rows }: GridSize): void {
    this.start();
    if (this.tellsSizes) this.response.write(sizeCommand(cols, rows));
    this.rows = rows;
  }

  write(bytes: Buffer, handleTaken: () => void): void {
    this.response.write(bytes, handleTaken);
  }

  end(): void {
    this.start();
    this.response.end(SCREEN_OFF + lineBelow(this.rows, 'The broadcast has ended.'));
    hangUpSoon(() => {
      this.destroy();
    });
  }

  destroy(): void {
    this.response.destroy();
  }
}
