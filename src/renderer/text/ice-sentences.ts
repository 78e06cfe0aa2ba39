import { assertNever } from '../../shared/base/assert-never';
import type { IceServerVerdict } from '../rtc/ice-server-test';

// STUN and TURN servers: their panel, and what became of trying them.

export const ICE_PANEL = {
  title: 'STUN and TURN servers',
  list: 'servers',
  none: 'There are none. Calls then work on one network, and between those whom no router keeps apart.',
  own: 'yours',
  handedOut: 'from your server',
  test: 'test',
  testAll: 'test all',
  remove: 'remove',
  add: 'add',
  address: 'address',
  user: 'user name',
  password: 'password',
  addressExample: 'turn:turn.example.org',
  keys: 't tests · Shift+T tests all · Delete removes · arrows move · Esc closes',
  testing: 'testing ...',
  untried: 'not tried yet',
  what: 'STUN finds your public address, TURN relays what finds no other way. Yours come first.',
} as const;

/** Beside the address of a server: what is done by pressing it. */
export function iceButtonLabel(does: string, url: string): string {
  return `${does} ${url}`;
}

export const ICE_ADD_RULE =
  'Write an address such as stun:stun.example.org, or turn:turn.example.org with its user name and password.';

const TRANSPORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const;

/** What became of trying a server; `isOwn`: the user named it. */
export function iceVerdictText(verdict: IceServerVerdict, isOwn: boolean): string {
  switch (verdict.kind) {
    case 'works': {
      const how = `over ${TRANSPORTS[verdict.transport]}, ${Math.max(1, Math.round(verdict.tookMs))} ms`;
      return verdict.gives === 'relay'
        ? `works: relays ${how}`
        : `works: tells your address ${how}`;
    }
    case 'refused':
      return isOwn
        ? 'wrong user name or password, or their time is over'
        : 'refuses what your server gave you: tell whoever runs it';
    case 'unknown-name':
      return 'no machine of that name is found: look for a typing error';
    case 'unreachable':
      return verdict.transport === 'tls'
        ? 'does not answer over TLS: it is down, a firewall stands between, or its certificate is not in order'
        : 'does not answer: it is down, or a firewall stands between';
    case 'unusable':
      return 'is no address that a browser takes';
    default:
      return assertNever(verdict, 'verdict of a server');
  }
}

export function iceLine(url: string, text: string): string {
  return `${url}: ${text}`;
}

export const ICE_NOTHING_TO_TRY = 'There is no STUN or TURN server to try: ice shows them.';
