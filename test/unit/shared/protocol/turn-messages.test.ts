import { describe, expect, it } from 'vitest';
import { parseReply } from '../../../../src/shared/protocol/parse';

const SERVER = { urls: ['turn:turn.example'], username: '1:a', credential: 'b' };

function parsed(servers: unknown): boolean {
  return parseReply('turn:credentials', { ok: true, servers }).ok;
}

describe('what a server hands out of TURN', () => {
  it.each([
    [[]],
    [[SERVER]],
    [[{ ...SERVER, urls: ['turn:[2001:db8::1]:3478?transport=tcp', 'turns:a.example:443'] }]],
    [Array.from({ length: 4 }, () => SERVER)],
  ])('is taken: %j', (servers) => {
    expect(parsed(servers)).toBe(true);
  });

  it.each([
    ['no list', SERVER],
    ['too many servers', Array.from({ length: 5 }, () => SERVER)],
    ['no address', [{ ...SERVER, urls: [] }]],
    ['one address that is no list', [{ ...SERVER, urls: 'turn:turn.example' }]],
    ['too many addresses', [{ ...SERVER, urls: Array.from({ length: 9 }, () => 'turn:a') }]],
    ['a STUN server', [{ ...SERVER, urls: ['stun:turn.example'] }]],
    ['a script', [{ ...SERVER, urls: ['javascript:alert(1)'] }]],
    ['a page', [{ ...SERVER, urls: ['https://turn.example'] }]],
    ['a page behind TURN', [{ ...SERVER, urls: ['turn:https://turn.example'] }]],
    ['a port that is none', [{ ...SERVER, urls: ['turn:turn.example:70000'] }]],
    ['an endless address', [{ ...SERVER, urls: [`turn:${'a'.repeat(400)}`] }]],
    ['an endless name', [{ ...SERVER, username: 'a'.repeat(257) }]],
    ['an endless password', [{ ...SERVER, credential: 'a'.repeat(257) }]],
    ['a name with a control character', [{ ...SERVER, username: 'a\u001b[2J' }]],
    ['no password', [{ urls: SERVER.urls, username: 'a' }]],
    ['more than was asked for', [{ ...SERVER, credentialType: 'oauth' }]],
  ])('is refused: %s', (_what, servers) => {
    expect(parsed(servers)).toBe(false);
  });
});
