import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeChunk, encodeChunk } from '../../../../src/shared/transfer/chunk';
import {
  encodeFileMessage,
  type FileMessage,
  parseFileMessage,
} from '../../../../src/shared/transfer/file-messages';
import {
  CHUNK_BYTES,
  MAX_BUFFERED_BYTES,
  MAX_OPEN_TRANSFERS,
  MAX_TRANSFER_BYTES,
  WINDOW_BYTES,
} from '../../../../src/shared/transfer/limits';
import { percentOf, progressText, sizeText } from '../../../../src/shared/transfer/progress-text';
import {
  isNextChunk,
  judgeOffer,
  sendAllowance,
} from '../../../../src/shared/transfer/transfer-policy';

const ID = '0123456789abcdef';
const OFFER = { kind: 'offer', id: ID, name: 'a.txt', sizeBytes: 5 } as const;

describe('messages about files', () => {
  const good: FileMessage[] = [
    OFFER,
    { kind: 'accept', id: ID, offset: 0 },
    { kind: 'progress', id: ID, offset: 524_288 },
    { kind: 'end', id: ID, sha256: 'a'.repeat(64) },
    { kind: 'done', id: ID },
    { kind: 'stop', id: ID, why: 'refused' },
  ];
  it.each(good)('are read as they were written: $kind', (message) => {
    expect(parseFileMessage(encodeFileMessage(message))).toEqual(message);
  });

  it.each([
    '',
    'null',
    '{"kind":"offer"}',
    JSON.stringify({ ...OFFER, id: '../../etc/passwd' }),
    JSON.stringify({ ...OFFER, sizeBytes: -1 }),
    JSON.stringify({ ...OFFER, sizeBytes: 1.5 }),
    JSON.stringify({ ...OFFER, name: 'a'.repeat(600) }),
    JSON.stringify({ ...OFFER, from: 'eve' }),
    JSON.stringify({ kind: 'accept', id: ID, offset: MAX_TRANSFER_BYTES + 1 }),
    JSON.stringify({ kind: 'end', id: ID, sha256: 'A'.repeat(64) }),
    JSON.stringify({ kind: 'stop', id: ID, why: 'because' }),
    JSON.stringify({ kind: 'done', id: ID, padding: ' '.repeat(3_000) }),
  ])('that are none of ours are dropped: %s', (text) => {
    expect(parseFileMessage(text)).toBeNull();
  });
});

describe('pieces of files', () => {
  it('say which file they are of, and where they belong', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const piece = { id: ID, offset: 3_000_000_000, bytes };
    expect(decodeChunk(encodeChunk(piece).buffer)).toEqual(piece);
  });

  it('that are empty, too long or beyond any file are dropped', () => {
    expect(decodeChunk(new ArrayBuffer(0))).toBeNull();
    expect(decodeChunk(new ArrayBuffer(16))).toBeNull();
    expect(decodeChunk(new ArrayBuffer(17 + CHUNK_BYTES))).toBeNull();
    const far = new Uint8Array(20).fill(0xff);
    expect(decodeChunk(far.buffer)).toBeNull();
  });

  it('never throw, whatever they hold', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        decodeChunk(bytes.slice().buffer);
      }),
    );
  });
});

describe('an offer', () => {
  const open = Array.from({ length: MAX_OPEN_TRANSFERS }, (_, index) => ({
    id: index.toString(16).padStart(16, '0'),
    sizeBytes: 1,
  }));

  it('is asked about', () => {
    expect(judgeOffer(OFFER, [])).toEqual({ kind: 'ask' });
  });
  it('that is made once more is the same file', () => {
    expect(judgeOffer(OFFER, [{ id: ID, sizeBytes: 5 }])).toEqual({ kind: 'known' });
  });
  it('of another size under the same id is none', () => {
    expect(judgeOffer(OFFER, [{ id: ID, sizeBytes: 6 }])).toEqual({ kind: 'stop', why: 'failed' });
  });
  it('over the limit is refused', () => {
    const huge = { ...OFFER, sizeBytes: MAX_TRANSFER_BYTES + 1 };
    expect(judgeOffer(huge, [])).toEqual({ kind: 'stop', why: 'too-large' });
  });
  it('is refused when many wait already', () => {
    expect(judgeOffer(OFFER, open)).toEqual({ kind: 'stop', why: 'too-many' });
  });
});

describe('what may be sent', () => {
  const facts = { sizeBytes: 50e6, sentBytes: 0, writtenBytes: 0, bufferedBytes: 0 };

  it('is no more than the buffer may hold', () => {
    expect(sendAllowance(facts)).toBe(MAX_BUFFERED_BYTES);
    expect(sendAllowance({ ...facts, bufferedBytes: MAX_BUFFERED_BYTES })).toBe(0);
  });
  it('stays within a window of what is written at the other end', () => {
    expect(sendAllowance({ ...facts, sentBytes: WINDOW_BYTES })).toBe(0);
    const near = { ...facts, sentBytes: WINDOW_BYTES, writtenBytes: CHUNK_BYTES };
    expect(sendAllowance(near)).toBe(CHUNK_BYTES);
  });
  it('is not a crumb, but at the end', () => {
    expect(sendAllowance({ ...facts, bufferedBytes: MAX_BUFFERED_BYTES - 100 })).toBe(0);
    expect(sendAllowance({ ...facts, sizeBytes: 100 })).toBe(100);
    expect(sendAllowance({ ...facts, sizeBytes: 0 })).toBe(0);
  });
});

describe('what may come', () => {
  const facts = { sizeBytes: 50e6, receivedBytes: 100, writtenBytes: 0 };

  it('is the next piece', () => {
    expect(isNextChunk(facts, 100, 50)).toBe(true);
    expect(isNextChunk(facts, 99, 50)).toBe(false);
    expect(isNextChunk(facts, 101, 50)).toBe(false);
  });
  it('is no more than was said', () => {
    expect(isNextChunk({ ...facts, sizeBytes: 149 }, 100, 50)).toBe(false);
  });
  it('is no more than can be written in time', () => {
    const ahead = { ...facts, receivedBytes: 2 * WINDOW_BYTES };
    expect(isNextChunk(ahead, 2 * WINDOW_BYTES, 1)).toBe(false);
  });
});

describe('progress as text', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_500, '1.5 kB'],
    [999_960, '1.0 MB'],
    [50_000_000, '50.0 MB'],
    [4_294_967_296, '4.3 GB'],
  ])('shows %i bytes as %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
  it('says 100 only when all of it is there', () => {
    expect(percentOf(999_999, 1_000_000)).toBe(99);
    expect(percentOf(0, 0)).toBe(100);
  });
  it('draws a bar', () => {
    const facts = { doneBytes: 25e6, sizeBytes: 50e6, bytesPerSecond: 4.2e6 };
    const bar = '[##########..........]   50 %  25.0 MB of 50.0 MB  4.2 MB/s';
    expect(progressText(facts)).toBe(bar);
  });
});
