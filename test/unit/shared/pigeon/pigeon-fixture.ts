import { hexToBytes } from '@noble/hashes/utils.js';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Signer } from '../../../../src/shared/identity/signer';
import { PIGEON_LIFE_MS, type PigeonLetter } from '../../../../src/shared/pigeon/pigeon-letter';
import { type WrittenLetter, writeLetter } from '../../../../src/shared/pigeon/write-letter';
import type { ReadOffer } from '../../../../src/shared/pigeon/read-letter';

export const NOW_MS = 1_800_000_000_000;

/** A device's key, another one for each number. */
function device(number: number): Signer {
  return seedSigner(hexToBytes(number.toString(16).padStart(64, '0')));
}

export const ANN = device(1);
export const BOB = device(2);
export const EVE = device(3);

/** What a browser with IPv4, IPv6, a STUN server and a TURN server finds. */
export const DESCRIPTION: PigeonLetter['description'] = {
  ufrag: '8sdR',
  pwd: '9etjG/UUqDX6tiSpiRz6+xC6',
  fingerprint: Array.from({ length: 32 }, (_, at) => (at + 160).toString(16).toUpperCase()).join(
    ':',
  ),
  candidates: [
    { type: 'host', address: '192.168.1.20', port: 52_353 },
    { type: 'host', address: '2001:db8::1:2', port: 52_354 },
    { type: 'host', address: 'f295f0ff-0acc-4335-b3a8-06c29ddadf93.local', port: 38_353 },
    { type: 'srflx', address: '203.0.113.7', port: 52_353 },
    { type: 'relay', address: '198.51.100.9', port: 49_160 },
  ],
};

function letterOf(
  signer: Signer,
  kind: PigeonLetter['kind'],
  change: Partial<PigeonLetter> = {},
): PigeonLetter {
  return {
    kind,
    id: '00112233445566778899aabbccddeeff',
    from: signer.publicKey,
    name: signer === ANN ? 'ann' : 'bob',
    untilMs: NOW_MS + PIGEON_LIFE_MS,
    description: DESCRIPTION,
    ...change,
  };
}

export function offerOf(
  signer: Signer = ANN,
  change: Partial<PigeonLetter> = {},
): Promise<WrittenLetter> {
  return writeLetter(letterOf(signer, 'offer', change), null, signer);
}

export function answerTo(
  offer: ReadOffer,
  signer: Signer = BOB,
  change: Partial<PigeonLetter> = {},
): Promise<WrittenLetter> {
  const letter = letterOf(signer, 'answer', { id: offer.letter.id, ...change });
  return writeLetter(letter, offer.answered, signer);
}
