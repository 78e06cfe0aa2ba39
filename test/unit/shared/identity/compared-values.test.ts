import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { keyTag } from '../../../../src/shared/identity/key-tag';
import {
  drunkenBishop,
  randomart,
  RANDOMART_COLS,
  RANDOMART_ROWS,
} from '../../../../src/shared/identity/randomart';
import { roomCode } from '../../../../src/shared/identity/room-code';
import { safetyDigits, safetyNumber } from '../../../../src/shared/identity/safety-number';
import {
  sasCommitment,
  sasNumbers,
  type SasView,
} from '../../../../src/shared/identity/short-authentication-string';
import { readTables } from '../../../helpers/markdown-tables';

const A = { key: '11'.repeat(32), fingerprint: Array<string>(32).fill('AA').join(':') };
const B = { key: '22'.repeat(32), fingerprint: Array<string>(32).fill('BB').join(':') };
const GUEST = { ...B, key: null };
const NONCES = { initiator: '33'.repeat(32), responder: '44'.repeat(32) };

const asked = (initiator: SasView['initiator'], responder: SasView['responder']): SasView => ({
  talk: 'call-0001',
  initiator,
  responder,
});
const emoji = (view: SasView): string => sasNumbers(view, NONCES).join(' ');

/** What the page's table has, computed here. */
const COMPUTED = [
  ['tag of A', keyTag(A.key)],
  ['commitment, A asks B', sasCommitment(asked(A, B), NONCES.initiator)],
  ['emoji, A asks B', emoji(asked(A, B))],
  ['emoji, B asks A', emoji(asked(B, A))],
  ['emoji, A asks B, who has no key', emoji(asked(A, GUEST))],
  ['safety number of A and B', safetyNumber(A.key, B.key).join(' ')],
  ['room code of A and B', roomCode('garden', [A, B]).join(' ')],
  [
    'SHA-256 of the randomart of A',
    createHash('sha256').update(randomart(A.key).join('\n')).digest('hex'),
  ],
];

const PAGE = readFileSync(new URL('../../../../docs/security.md', import.meta.url), 'utf8');
const SCRIPT = fileURLToPath(new URL('../../../../scripts/security-vectors.py', import.meta.url));

/** Python 3 is on most machines, and asked for on none. */
function runPython(args: readonly string[]): string | null {
  try {
    return execFileSync('python3', args, { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
const hasPython = runPython(['--version']) !== null;

describe('the test vectors of docs/security.md', () => {
  const [vectors] = readTables(PAGE, 'Test vectors').slice(-1);

  it('are what the program computes', () => {
    expect(vectors).toEqual(COMPUTED);
  });

  it.runIf(hasPython)('are what Python computes from the description', () => {
    const rows = runPython([SCRIPT])?.trim().split('\n') ?? [];
    expect(rows.map((row) => row.replaceAll('`', '').slice(2, -2).split(' | '))).toEqual(vectors);
  });
});

describe('a safety number', () => {
  // libsignal's own vector: fingerprint.rs, fingerprint_test_v1.
  const signalSides = [
    ['0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868', '+14152222222'],
    ['05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b', '+14153333333'],
  ];

  it('has the digits that Signal shows of the same keys', () => {
    const [alice, bob] = signalSides.map(([key, identifier]) =>
      safetyDigits(Buffer.from(key, 'hex'), Buffer.from(identifier)).join(''),
    );
    expect(alice + bob).toBe('300354477692869396892869876765458257569162576843440918079131');
  });

  it('is sixty digits, the same for both, and others for anybody else', () => {
    const number = safetyNumber(A.key, B.key);
    expect(number).toHaveLength(12);
    expect(number.join('')).toMatch(/^\d{60}$/);
    expect(safetyNumber(B.key, A.key)).toEqual(number);
    expect(safetyNumber(A.key, '23'.repeat(32))).not.toEqual(number);
  });
});

describe('the code of a room', () => {
  const C = { key: '55'.repeat(32), fingerprint: Array<string>(32).fill('CC').join(':') };
  const code = roomCode('garden', [A, B, C]);

  it('is fifty digits, whoever reads it', () => {
    expect(code.join('')).toMatch(/^\d{50}$/);
    expect(roomCode('garden', [C, A, B])).toEqual(code);
  });

  it('changes with a hidden member, another certificate, another key and another room', () => {
    const others = [
      roomCode('garden', [A, B, C, { ...C, key: null }]),
      roomCode('garden', [A, B]),
      roomCode('garden', [A, B, { ...C, fingerprint: A.fingerprint }]),
      roomCode('garden', [A, B, { ...C, key: '56'.repeat(32) }]),
      // Two members who took each other's certificate.
      roomCode('garden', [
        { ...A, fingerprint: B.fingerprint },
        { ...B, fingerprint: A.fingerprint },
        C,
      ]),
      roomCode('gardens', [A, B, C]),
    ].map((groups) => groups.join(' '));
    expect(new Set([...others, code.join(' ')]).size).toBe(others.length + 1);
  });
});

describe('randomart', () => {
  it('is the picture that OpenSSH draws of the same hash', () => {
    // ssh-keygen -lv; the hash is the one that it prints above the picture.
    const hash = Buffer.from('KSjXeOv4YJOgx8OTUOdziQfmeI6yOW02FA9aBR+NkNk', 'base64');
    expect(drunkenBishop(hash)).toEqual([
      '  o*.o           ',
      '  o.E..          ',
      '  ..=            ',
      ' .+* * . .       ',
      '.o++X B S        ',
      '.=.O.* o         ',
      'ooO * .          ',
      '.==+ =           ',
      'o+ ...o          ',
    ]);
  });

  it('fills its frame, and differs from key to key', () => {
    const rows = randomart(A.key);
    expect(rows).toHaveLength(RANDOMART_ROWS);
    expect(rows.filter(({ length }) => length !== RANDOMART_COLS)).toEqual([]);
    expect(rows).not.toEqual(randomart(B.key));
  });
});
