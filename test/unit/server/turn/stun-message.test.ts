import { describe, expect, it } from 'vitest';
import {
  ATTRIBUTES,
  attributeOf,
  decodeStunMessage,
  decodeXorAddress,
  encodeStunMessage,
  encodeXorAddress,
  errorOf,
  isSignedBy,
  longTermKey,
  METHODS,
  stunMessageBytes,
} from '../../../../src/server/turn/stun-message';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

// RFC 5769, section 2.4: a request of an account.
const REQUEST = hex(`
  00010060 2112a442 78ad3433 c6ad72c0 29da412e
  00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
  0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341
  0014000b 6578616d 706c652e 6f726700
  00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666`);
const KEY = longTermKey('マトリックス', 'example.org', 'TheMatrIX');
// RFC 5769, sections 2.2 and 2.3.
const ID = hex('b7e7a701 bc34d686 fa87dfae');
const IPV4 = hex('0001a147 e112a643');
const IPV6 = hex('0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9');

describe('a message of STUN', () => {
  it('is read as the RFC has it', () => {
    const message = decodeStunMessage(REQUEST)!;
    expect(message).toMatchObject({ method: 1, class: 'request' });
    expect(attributeOf(message, ATTRIBUTES.username)?.toString()).toBe('マトリックス');
    expect(attributeOf(message, ATTRIBUTES.realm)?.toString()).toBe('example.org');
    expect(attributeOf(message, ATTRIBUTES.nonce)?.toString()).toBe('f//499k954d6OL34oL9FSTvy64sA');
    expect(attributeOf(message, ATTRIBUTES.lifetime)).toBe(null);
  });

  it('is signed as the RFC has it', () => {
    const message = decodeStunMessage(REQUEST)!;
    const unsigned = { ...message, attributes: message.attributes.slice(0, -1) };
    expect(encodeStunMessage(unsigned, KEY).toString('hex')).toBe(REQUEST.toString('hex'));
  });

  it('counts as signed for whoever has the key, as long as nothing of it is changed', () => {
    expect(isSignedBy(REQUEST, KEY)).toBe(true);
    expect(isSignedBy(REQUEST, longTermKey('ann', 'example.org', 'TheMatrIX'))).toBe(false);
    for (let at = 0; at < REQUEST.length; at += 1) {
      const changed = Buffer.from(REQUEST);
      changed[at] ^= 1;
      // Filling is no part of what an attribute says, and the signature is over what is said.
      const isFilling = [42, 43, 91].includes(at);
      if (!isFilling) expect(isSignedBy(changed, KEY), `byte ${at}`).toBe(false);
    }
  });

  it('is not taken for a whole one when it is cut off, or longer than it says', () => {
    for (let length = 0; length < REQUEST.length; length += 1) {
      const part = REQUEST.subarray(0, length);
      expect(decodeStunMessage(part), `${length} bytes`).toBe(null);
      expect(isSignedBy(part, KEY)).toBe(false);
    }
    expect(decodeStunMessage(Buffer.concat([REQUEST, Buffer.alloc(4)]))).toBe(null);
    expect(stunMessageBytes(REQUEST.subarray(0, 20))).toBe(REQUEST.length);
    expect(stunMessageBytes(REQUEST.subarray(0, 19))).toBe(null);
  });

  it('is nothing when it is of another protocol', () => {
    const cookie = Buffer.from(REQUEST);
    cookie[4] ^= 1;
    expect(decodeStunMessage(cookie)).toBe(null);
    const channelData = Buffer.from(REQUEST);
    channelData[0] = 0x40;
    expect(decodeStunMessage(channelData)).toBe(null);
  });

  it('says why something was refused', () => {
    const value = Buffer.concat([Buffer.from([0, 0, 4, 38]), Buffer.from('Stale Nonce')]);
    const attributes = [[ATTRIBUTES.errorCode, value]] as const;
    const message = { method: METHODS.allocate, class: 'error', id: ID, attributes } as const;
    const again = decodeStunMessage(encodeStunMessage(message, null))!;
    expect(again).toMatchObject({ method: METHODS.allocate, class: 'error' });
    expect(errorOf(again)).toEqual({ code: 438, reason: 'Stale Nonce' });
  });

  it('has addresses as the RFC has them', () => {
    expect(decodeXorAddress(IPV4, ID)).toBe('192.0.2.1');
    expect(decodeXorAddress(IPV6, ID)).toBe('2001:db8:1234:5678:11:2233:4455:6677');
    expect(decodeXorAddress(IPV4.subarray(0, 6), ID)).toBe(null);
    for (const address of ['192.0.2.1', '2001:db8:1234:5678:11:2233:4455:6677']) {
      expect(decodeXorAddress(encodeXorAddress(address, ID), ID)).toBe(address);
    }
  });
});
