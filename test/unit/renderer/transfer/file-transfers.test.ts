import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FileSink } from '../../../../src/renderer/transfer/file-sink';
import { FileTransfers, type TransferView } from '../../../../src/renderer/transfer/file-transfers';
import { FakeFileChannel } from '../../../helpers/fake-file-channel';

const MEGABYTE = 1_000_000;

/** Bytes that repeat at no power of two, so that a piece in the wrong place shows. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = (index * 31 + (index >> 9)) % 251;
  return bytes;
}

class MemorySink implements FileSink {
  readonly name = 'kept.bin';
  readonly pieces: Uint8Array[] = [];
  end: 'open' | 'closed' | 'discarded' = 'open';

  write(bytes: Uint8Array): Promise<void> {
    this.pieces.push(bytes.slice());
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.end = 'closed';
    return Promise.resolve();
  }
  discard(): Promise<void> {
    this.end = 'discarded';
    return Promise.resolve();
  }
  get sha256(): string {
    const hash = createHash('sha256');
    for (const piece of this.pieces) hash.update(piece);
    return hash.digest('hex');
  }
  get length(): number {
    return this.pieces.reduce((sum, { length }) => sum + length, 0);
  }
}

class Person {
  readonly sinks: MemorySink[] = [];
  readonly views: TransferView[] = [];
  openSink = (): Promise<FileSink | null> => {
    const sink = new MemorySink();
    this.sinks.push(sink);
    return Promise.resolve(sink);
  };
  private ids = 0;
  readonly transfers: FileTransfers;

  constructor(digit: string) {
    this.transfers = new FileTransfers({
      openSink: () => this.openSink(),
      createId: () => digit.repeat(15) + String(this.ids++),
      refusalToAsk: () => null,
      logger: { log: () => undefined },
    });
    this.transfers.onChange((view) => this.views.push(view));
  }

  get last(): TransferView {
    return this.views.at(-1)!;
  }

  /** Does something the moment that so much is written. */
  atBytes(bytes: number, act: () => void): Promise<void> {
    return new Promise((resolve) => {
      const listening = this.transfers.onChange(({ doneBytes }) => {
        if (doneBytes < bytes) return;
        listening.dispose();
        act();
        resolve();
      });
    });
  }

  async until(kind: TransferView['state']['kind']): Promise<TransferView> {
    await expect.poll(() => this.last.state.kind).toBe(kind);
    return this.last;
  }
}

function connect(one: Person, other: Person): [FakeFileChannel, FakeFileChannel] {
  const ends = FakeFileChannel.pair();
  one.transfers.setChannel(ends[0]);
  other.transfers.setChannel(ends[1]);
  for (const end of ends) end.open();
  return ends;
}

function disconnect(...people: Person[]): void {
  for (const { transfers } of people) transfers.setChannel(null);
}

function fileOf(bytes: Uint8Array<ArrayBuffer>, name = 'noise.bin'): File {
  return new File([bytes], name);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function offered(bob: Person): Promise<void> {
  await bob.until('offered');
}

describe('a file from ann to bob', () => {
  it('arrives whole when bob takes it, and both are told', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    connect(ann, bob);
    const bytes = noise(3 * MEGABYTE);
    expect(ann.transfers.offer(fileOf(bytes))).toBeNull();
    await offered(bob);
    expect(bob.last).toMatchObject({ direction: 'in', name: 'noise.bin', sizeBytes: 3 * MEGABYTE });
    await bob.transfers.undecided[0].accept();
    expect((await bob.until('saved')).state).toEqual({ kind: 'saved', as: 'kept.bin' });
    await ann.until('sent');
    expect(bob.sinks[0]).toMatchObject({ end: 'closed', sha256: sha256(bytes) });
  });

  it('arrives also when it is empty', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    connect(ann, bob);
    ann.transfers.offer(fileOf(new Uint8Array(0)));
    await offered(bob);
    await bob.transfers.undecided[0].accept();
    await bob.until('saved');
    await ann.until('sent');
  });

  it('is not sent, and nothing is kept, when bob refuses', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    const [annsEnd] = connect(ann, bob);
    ann.transfers.offer(fileOf(noise(1_000)));
    await offered(bob);
    bob.transfers.undecided[0].stop('refused');
    expect((await ann.until('stopped')).state).toMatchObject({ why: 'refused', byPeer: true });
    expect(annsEnd.sent.filter((data) => typeof data !== 'string')).toEqual([]);
    expect(bob.sinks).toEqual([]);
  });

  it('is still offered when bob accepts it but chooses no place for it', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    const { openSink } = bob;
    bob.openSink = () => Promise.resolve(null);
    connect(ann, bob);
    ann.transfers.offer(fileOf(noise(1_000)));
    await offered(bob);
    await bob.transfers.undecided[0].accept();
    expect(bob.transfers.undecided).toHaveLength(1);
    bob.openSink = openSink;
    await bob.transfers.undecided[0].accept();
    await ann.until('sent');
    expect(bob.sinks).toHaveLength(1);
  });

  it('is given up, with the reason in words, when it cannot be written', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    class FullDisk extends MemorySink {
      override write(): Promise<void> {
        return Promise.reject(new Error('The disk is full.'));
      }
    }
    const sink = new FullDisk();
    bob.openSink = () => Promise.resolve(sink);
    connect(ann, bob);
    ann.transfers.offer(fileOf(noise(1_000)));
    await offered(bob);
    await bob.transfers.undecided[0].accept();
    const { state } = await bob.until('stopped');
    expect(state).toMatchObject({ why: 'failed', text: 'The disk is full.' });
    expect((await ann.until('stopped')).state).toMatchObject({ why: 'failed', byPeer: true });
    await expect.poll(() => sink.end).toBe('discarded');
  });
});

describe('a file over a link that breaks', () => {
  it('goes on over the next link where it stopped', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    const [, bobsEnd] = connect(ann, bob);
    const bytes = noise(9 * MEGABYTE);
    ann.transfers.offer(fileOf(bytes));
    await offered(bob);
    void bob.transfers.undecided[0].accept();
    await bob.atBytes(2 * MEGABYTE, () => {
      bobsEnd.cut();
      disconnect(ann, bob);
    });
    expect(ann.last.isPaused).toBe(true);
    const arrived = bob.sinks[0].length;
    expect(arrived).toBeLessThan(bytes.length);
    const [annsNext] = connect(ann, bob);
    await bob.until('saved');
    await ann.until('sent');
    expect(bob.sinks).toHaveLength(1);
    expect(bob.sinks[0].sha256).toBe(sha256(bytes));
    const again = annsNext.sent.filter((data) => typeof data !== 'string');
    const resent = again.reduce((sum, { length }) => sum + length - 16, 0);
    expect(resent).toBeLessThanOrEqual(bytes.length - arrived);
  });

  it('is finished over the next link where the last message was lost', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    const [, bobsEnd] = connect(ann, bob);
    const send = bobsEnd.send.bind(bobsEnd);
    bobsEnd.send = (data) => typeof data !== 'string' || data.includes('done') || send(data);
    ann.transfers.offer(fileOf(noise(1_000)));
    await offered(bob);
    await bob.transfers.undecided[0].accept();
    await bob.until('saved');
    disconnect(ann, bob);
    expect(ann.last.state.kind).toBe('sending');
    connect(ann, bob);
    await ann.until('sent');
    expect(bob.sinks).toHaveLength(1);
  });

  it('is still asked about, and asked about once', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    connect(ann, bob);
    ann.transfers.offer(fileOf(noise(1_000)));
    await offered(bob);
    disconnect(ann, bob);
    connect(ann, bob);
    await new Promise((resolve) => setImmediate(resolve));
    expect(bob.transfers.undecided).toHaveLength(1);
    await bob.transfers.undecided[0].accept();
    await ann.until('sent');
  });
});

describe('a remote end that breaks the rules of transfers', () => {
  async function receiving(): Promise<{ bob: Person; end: FakeFileChannel; id: string }> {
    const bob = new Person('b');
    const end = new FakeFileChannel();
    bob.transfers.setChannel(end);
    end.open();
    const id = 'c'.repeat(16);
    end.receive(JSON.stringify({ kind: 'offer', id, name: 'x', sizeBytes: 100 }));
    await bob.transfers.undecided[0].accept();
    return { bob, end, id };
  }

  function piece(offset: number, length: number): ArrayBuffer {
    const message = new Uint8Array(16 + length);
    message.fill(0xcc, 0, 8);
    new DataView(message.buffer).setBigUint64(8, BigInt(offset));
    return message.buffer;
  }

  it('has its file dropped when it sends more bytes than it said', async () => {
    const { bob, end } = await receiving();
    end.receive(piece(0, 101));
    expect(bob.last.state).toMatchObject({ kind: 'stopped', why: 'damaged' });
    await expect.poll(() => bob.sinks[0].end).toBe('discarded');
  });

  it('has its file dropped when a piece is missing', async () => {
    const { bob, end } = await receiving();
    end.receive(piece(50, 50));
    expect(bob.last.state).toMatchObject({ why: 'damaged' });
  });

  it('has its file dropped when the hash is not that of what came', async () => {
    const { bob, end, id } = await receiving();
    end.receive(piece(0, 100));
    end.receive(JSON.stringify({ kind: 'end', id, sha256: '0'.repeat(64) }));
    expect(bob.last.state).toMatchObject({ why: 'damaged' });
    expect(bob.sinks[0].end).not.toBe('closed');
  });

  it('cannot have written what was not accepted', () => {
    const bob = new Person('b');
    const end = new FakeFileChannel();
    bob.transfers.setChannel(end);
    end.open();
    end.receive(JSON.stringify({ kind: 'offer', id: 'c'.repeat(16), name: 'x', sizeBytes: 100 }));
    end.receive(piece(0, 100));
    expect(bob.sinks).toEqual([]);
    expect(bob.last.state.kind).toBe('offered');
  });

  it('cannot fill the screen with questions', () => {
    const bob = new Person('b');
    const end = new FakeFileChannel();
    bob.transfers.setChannel(end);
    end.open();
    for (let index = 0; index < 500; index++) {
      const id = index.toString(16).padStart(16, '0');
      end.receive(JSON.stringify({ kind: 'offer', id, name: 'x', sizeBytes: 1 }));
    }
    expect(bob.transfers.undecided).toHaveLength(8);
  });
});

describe('the end of a call', () => {
  it('stops files on their way, and keeps nothing of them', async () => {
    const [ann, bob] = [new Person('a'), new Person('b')];
    connect(ann, bob);
    ann.transfers.offer(fileOf(noise(9 * MEGABYTE)));
    await offered(bob);
    void bob.transfers.undecided[0].accept();
    await bob.atBytes(1, () => {
      bob.transfers.end();
    });
    await ann.until('stopped');
    await expect.poll(() => bob.sinks[0].end).toBe('discarded');
    expect(bob.transfers.open).toEqual([]);
    expect(ann.transfers.offer(fileOf(noise(1)))).toBeNull();
    ann.transfers.end();
    expect(ann.transfers.offer(fileOf(noise(1)))).toBe('not-connected');
  });
});
