import { beforeEach, describe, expect, it } from 'vitest';
import { PageAccountKeeper } from '../../../../src/renderer/host/kept-account';
import { fakeStorage } from './fake-storage';

const SERVER = 'wss://good.test';
const ACCOUNT = { resumeToken: 'the-token', heardSeq: 3, roomTicket: null };

/** The locks of a browser: a tab that crashes loses its own. */
class FakeLocks {
  private readonly holders = new Map<string, object>();
  private readonly waiting: (() => void)[] = [];

  /** As one tab sees them. */
  of(tab: object): Pick<LockManager, 'request'> {
    const request = async (
      name: string,
      options: LockOptions,
      hold: (lock: Lock | null) => unknown,
    ): Promise<unknown> => {
      while (this.holders.has(name)) {
        if (options.ifAvailable === true) return hold(null);
        await new Promise<void>((resolve, reject) => {
          this.waiting.push(resolve);
          options.signal?.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        });
      }
      this.holders.set(name, tab);
      await hold({ name, mode: 'exclusive' });
      this.holders.delete(name);
      return undefined;
    };
    return { request: request as LockManager['request'] };
  }

  crash(tab: object): void {
    for (const [name, holder] of this.holders) if (holder === tab) this.holders.delete(name);
    for (const wake of this.waiting.splice(0)) wake();
  }
}

let local: Storage;
let locks: FakeLocks;
let nowMs: number;

beforeEach(() => {
  local = fakeStorage();
  locks = new FakeLocks();
  nowMs = 0;
});

function openTab(tab: Storage = fakeStorage()): PageAccountKeeper {
  return new PageAccountKeeper({ local, tab, locks: locks.of(tab), nowMs: () => nowMs });
}

describe('a sign-in of a page', () => {
  it('is found by the next page when its tab has crashed, whichever tab that is', async () => {
    const tab = fakeStorage();
    const first = openTab(tab);
    expect(await first.claim(SERVER, 'ann')).toBeNull();
    first.keep(ACCOUNT);
    locks.crash(tab);
    expect(await openTab().claim(SERVER, 'ANN')).toEqual(ACCOUNT);
  });

  it('is not given to another tab while the one that has it is alive', async () => {
    const first = openTab();
    await first.claim(SERVER, 'ann');
    first.keep(ACCOUNT);
    const second = openTab();
    expect(await second.claim(SERVER, 'ann')).toBeNull();
    second.keep({ ...ACCOUNT, resumeToken: 'of the second' });
    second.forget();
    expect(await first.claim(SERVER, 'ann')).toEqual(ACCOUNT);
  });

  it('waits a moment for a page that is just going', async () => {
    const tab = fakeStorage();
    const first = openTab(tab);
    await first.claim(SERVER, 'ann');
    first.keep(ACCOUNT);
    const claimed = openTab().claim(SERVER, 'ann');
    locks.crash(tab);
    expect(await claimed).toEqual(ACCOUNT);
  });

  it('is of one server, and of one name', async () => {
    const keeper = openTab();
    await keeper.claim(SERVER, 'ann');
    keeper.keep(ACCOUNT);
    expect(await keeper.claim('wss://evil.test', 'ann')).toBeNull();
    expect(await keeper.claim(SERVER, 'bob')).toBeNull();
    expect(await openTab().claim(SERVER, 'ann')).toEqual(ACCOUNT);
  });

  it('is forgotten when it is over', async () => {
    const keeper = openTab();
    await keeper.claim(SERVER, 'ann');
    keeper.keep(ACCOUNT);
    keeper.forget();
    expect(Object.keys(local)).toEqual([]);
    expect(await openTab().claim(SERVER, 'ann')).toBeNull();
  });

  it('does not pile up', async () => {
    for (nowMs = 0; nowMs < 30; nowMs++) {
      const tab = fakeStorage();
      const keeper = openTab(tab);
      await keeper.claim(SERVER, `guest-${nowMs}`);
      keeper.keep(ACCOUNT);
      locks.crash(tab);
    }
    expect(Object.keys(local)).toHaveLength(20);
    expect(await openTab().claim(SERVER, 'guest-29')).toEqual(ACCOUNT);
    expect(await openTab().claim(SERVER, 'guest-3')).toBeNull();
  });

  it('that somebody else wrote is not read', async () => {
    local.setItem(`webcrt.account ${SERVER} ann`, '{"resumeToken": 7}');
    expect(await openTab().claim(SERVER, 'ann')).toBeNull();
  });

  it('is not kept where there is no storage, or no telling who is alive', async () => {
    const tab = fakeStorage();
    const blind = new PageAccountKeeper({ local, tab, locks: undefined, nowMs: () => 0 });
    expect(await blind.claim(SERVER, 'ann')).toBeNull();
    blind.keep(ACCOUNT);
    expect(Object.keys(local)).toEqual([]);
    const blocked = { local: null, tab: null, locks: locks.of(tab), nowMs: () => 0 };
    expect(await new PageAccountKeeper(blocked).claim(SERVER, 'ann')).toBeNull();
  });
});

describe('a tab that is loaded again', () => {
  it('is who it was', async () => {
    const tab = fakeStorage();
    const first = openTab(tab);
    await first.claim(SERVER, 'ann');
    first.keep(ACCOUNT);
    locks.crash(tab);
    const again = openTab(tab);
    expect(await again.reopened()).toEqual({ server: SERVER, name: 'ann' });
    expect(await again.claim(SERVER, 'ann')).toEqual(ACCOUNT);
  });

  it('is nobody as a duplicate of one that is alive, or when it had signed out', async () => {
    const tab = fakeStorage();
    const first = openTab(tab);
    await first.claim(SERVER, 'ann');
    first.keep(ACCOUNT);
    expect(await openTab(tab).reopened()).toBeNull();
    first.forget();
    expect(await openTab(tab).reopened()).toBeNull();
  });
});
