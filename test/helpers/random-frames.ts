import { pick } from './random-payload';

// What a hostile program sends over a bare socket in place of what a client would.

/** Packets of engine.io and socket.io, whole and broken, the first of which opens a session. */
const PACKETS = [
  ...['40', '40/admin,', '41', '42["chat:say",{"text":"hi"}]', '420["people:list",{}]', '43', '44'],
  ...['45', '451-["x",{"_placeholder":true,"num":0}]', '42', '42[', '42[]', '42{}', '42[1]', '4'],
  ...[
    '2',
    '2probe',
    '3',
    '3probe',
    '5',
    '6',
    '0',
    '1',
    '9',
    '',
    'b',
    'bAAAA',
    '42["__proto__",{}]',
  ],
  ...['4299999999999999999["x"]', '42/,["x"]', '40{"token":1}', '\0', '42["error",{}]', '42[null]'],
];
const PATHS = [
  ...[
    '/',
    '/index.html',
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/\\..\\x',
    '/%00',
    '//x',
  ],
  ...['/socket.io/', '/socket.io/?EIO=4&transport=polling', '/socket.io/?EIO=4&transport=x'],
  ...['/socket.io/?EIO=4&transport=polling&sid=x', '/socket.io/?EIO=3&transport=websocket', '*'],
  ...['/healthz', '/metrics', '/room/den', 'http://evil.test/', '/?'.padEnd(9_000, 'a')],
];
const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'CONNECT', 'TRACE', 'G\0T', '', 'get'];
const HEADERS = [
  ...[
    'Host: x',
    'Host: evil.test',
    'Host: x\r\nHost: y',
    'Origin: https://evil.test',
    'Origin: null',
  ],
  ...[
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 99999999999',
    'Connection: close',
  ],
  ...['Transfer-Encoding: chunked', 'Connection: Upgrade\r\nUpgrade: websocket', 'Upgrade: h2c'],
  ...[
    'X: \0',
    ': x',
    'X',
    `X: ${'y'.repeat(20_000)}`,
    'Sec-WebSocket-Key: x',
    'Expect: 100-continue',
  ],
];

function bytes(random: () => number, most: number): string {
  const length = Math.floor(random() * most);
  return Array.from({ length }, () => String.fromCharCode(Math.floor(random() * 256))).join('');
}

/** A websocket frame, as a client sends it or with what must not be: latin1. */
export function randomFrame(random: () => number): string {
  if (random() < 0.1) return bytes(random, 60);
  const payload = random() < 0.8 ? pick(random, PACKETS) : bytes(random, 120);
  // Text and the end of a message for the most part; else continuations, bytes, closes, reserved.
  const first = random() < 0.8 ? 0x81 : Math.floor(random() * 256);
  const isMasked = random() < 0.95;
  const length = random() < 0.95 ? payload.length : Math.floor(random() * 128);
  const head = String.fromCharCode(first, (isMasked ? 0x80 : 0) | Math.min(length, 127));
  return head + (isMasked ? '\0\0\0\0' : '') + payload;
}

/** An HTTP request, or something that looks like one from afar: latin1. */
export function randomRequest(random: () => number): string {
  if (random() < 0.1) return bytes(random, 200);
  const version = pick(random, ['HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTTP/2', '']);
  const headers = Array.from({ length: Math.floor(random() * 4) }, () => pick(random, HEADERS));
  const first = `${pick(random, METHODS)} ${pick(random, PATHS)} ${version}`;
  return [first, ...headers, '', random() < 0.3 ? bytes(random, 50) : ''].join('\r\n');
}
