import { beforeEach, describe, expect, it } from 'vitest';
import type { FileSink } from '../../../../src/renderer/transfer/file-sink';
import { FileExchange, type SharedFile } from '../../../../src/renderer/transfer/file-exchange';
import {
  ALL_OFFERS,
  MAX_OPEN_TRANSFERS,
  MAX_WAITING_OFFERS,
} from '../../../../src/shared/transfer/limits';
import { FakeFileChannel } from '../../../helpers/fake-file-channel';

class Member {
  readonly blocked: string[] = [];
  readonly changes: SharedFile[] = [];
  readonly written: Uint8Array[] = [];
  private ids = 0;
  readonly files = new FileExchange({
    openSink: (name): Promise<FileSink> => {
      const nothing = (): Promise<void> => Promise.resolve();
      const write = (bytes: Uint8Array): Promise<void> => {
        this.written.push(bytes.slice());
        return Promise.resolve();
      };
      return Promise.resolve({ name, write, close: nothing, discard: nothing });
    },
    createId: () => (this.ids++).toString(16).padStart(16, '0'),
    logger: { log: () => undefined },
    isBlocked: (name) => this.blocked.includes(name),
  });

  constructor(readonly name: string) {
    this.files.onChange((change) => this.changes.push(change));
  }

  /** The last word about a file to or from somebody. */
  stateWith(other: string): string {
    const last = this.changes.filter(({ person }) => person.name === other).at(-1);
    const state = last?.view.state;
    return state?.kind === 'stopped' ? state.why : (state?.kind ?? 'nothing');
  }
}

function connect(one: Member, other: Member): [FakeFileChannel, FakeFileChannel] {
  const ends = FakeFileChannel.pair();
  for (const [index, [me, them]] of [[one, other] as const, [other, one] as const].entries()) {
    me.files.meet({ id: `id-${them.name}`, name: them.name });
    me.files.setChannel(`id-${them.name}`, ends[index]);
    ends[index].open();
  }
  return ends;
}

it('goes over a link that was there before it was known with whom', async () => {
  const [dora, emil] = [new Member('dora'), new Member('emil')];
  const ends = FakeFileChannel.pair();
  dora.files.setChannel('id-emil', ends[0]);
  dora.files.meet({ id: 'id-emil', name: 'emil' });
  emil.files.meet({ id: 'id-dora', name: 'dora' });
  emil.files.setChannel('id-dora', ends[1]);
  for (const end of ends) end.open();
  offer('news', dora, emil);
  await asked(emil);
});

function offer(file: string, from: Member, ...to: Member[]): void {
  for (const { name } of to) {
    expect(from.files.offer(`id-${name}`, new File([file], `${file}.txt`))).toBeNull();
  }
}

async function asked(member: Member, offers = 1): Promise<void> {
  await expect.poll(() => member.files.undecided).toHaveLength(offers);
}

let ann: Member;
let bob: Member;
let carol: Member;

beforeEach(() => {
  [ann, bob, carol] = [new Member('ann'), new Member('bob'), new Member('carol')];
  connect(ann, bob);
  connect(ann, carol);
  connect(bob, carol);
});

describe('files in a room', () => {
  it('go to everybody, each of whom decides alone', async () => {
    offer('hello', ann, bob, carol);
    await asked(bob);
    await asked(carol);
    expect(ann.files.open.map(({ person }) => person.name)).toEqual(['bob', 'carol']);
    void bob.files.undecided[0].file.accept();
    carol.files.undecided[0].file.stop('refused');
    await expect
      .poll(() => [ann.stateWith('bob'), ann.stateWith('carol')])
      .toEqual(['sent', 'refused']);
    expect(Buffer.concat(bob.written).toString()).toBe('hello');
    expect(carol.written).toEqual([]);
  });

  it('of the same id from two people are two files', async () => {
    offer('from ann', ann, carol);
    offer('from bob', bob, carol);
    await asked(carol, 2);
    const [first, second] = carol.files.undecided;
    expect(first.file.id).toBe(second.file.id);
    expect([first.person.name, second.person.name]).toEqual(['ann', 'bob']);
    carol.files.stop(second.key);
    await expect
      .poll(() => [ann.stateWith('carol'), bob.stateWith('carol')])
      .toEqual(['offered', 'cancelled']);
  });

  it('are in the order in which they came, whoever sent them', async () => {
    offer('first', carol, bob);
    await asked(bob, 1);
    offer('second', ann, bob);
    await asked(bob, 2);
    offer('third', carol, bob);
    await asked(bob, 3);
    const names = bob.files.undecided.map(({ file }) => file.name);
    expect(names).toEqual(['first.txt', 'second.txt', 'third.txt']);
    expect(bob.files.open.map(({ view }) => view.name)).toEqual(names);
  });

  it('end when whoever sends or gets them leaves, and those of others go on', async () => {
    offer('hello', ann, bob, carol);
    await asked(bob);
    await asked(carol);
    ann.files.part('id-bob');
    expect(ann.stateWith('bob')).toBe('call-over');
    expect(ann.files.open.map(({ person }) => person.name)).toEqual(['carol']);
    void carol.files.undecided[0].file.accept();
    await expect.poll(() => ann.stateWith('carol')).toBe('sent');
    expect(ann.files.offer('id-bob', new File([], 'x'))).toBe('not-connected');
  });

  it('of somebody who is blocked are refused unseen', async () => {
    bob.blocked.push('ann');
    offer('hello', ann, bob);
    await expect.poll(() => ann.stateWith('bob')).toBe('refused');
    expect(bob.changes).toEqual([]);
  });
});

describe('somebody who floods others with files', () => {
  const flood = (end: FakeFileChannel, offers = 500): void => {
    for (let index = 0; index < offers; index++) {
      const id = index.toString(16).padStart(16, '0');
      end.receive(JSON.stringify({ kind: 'offer', id, name: 'x', sizeBytes: 1 }));
    }
  };
  const refusals = (end: FakeFileChannel): number =>
    end.sent.filter((data) => typeof data === 'string' && data.includes('too-many')).length;

  it('cannot ask more, together with others, than can be read', () => {
    const victim = new Member('victim');
    const ends = ['eve', 'mallory', 'trudy'].map((name) => connect(victim, new Member(name))[0]);
    for (const end of ends) flood(end);
    expect(victim.files.undecided).toHaveLength(MAX_WAITING_OFFERS);
    expect(ends.map(refusals)).toEqual([500 - MAX_OPEN_TRANSFERS, 500 - MAX_OPEN_TRANSFERS, 500]);
  });

  it('cannot ask more by leaving and coming again', () => {
    const victim = new Member('victim');
    for (let stay = 0; stay < 50; stay++) {
      const [end] = connect(victim, new Member('eve'));
      flood(end, 8);
      victim.files.part('id-eve');
    }
    // What was asked is stopped when whoever asked it leaves.
    const asked = victim.changes.filter(({ view }) => view.state.kind === 'stopped');
    expect(asked).toHaveLength(ALL_OFFERS.points);
  });
});
