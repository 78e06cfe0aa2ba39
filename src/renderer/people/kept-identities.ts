import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { isProvedDevice, isProvedRemoval } from '../../shared/identity/device-link';
import type { Trust } from '../../shared/identity/trust';
import {
  type IdentityBook,
  judge,
  knownKeys,
  parseIdentityBook,
  type PersonOnServer,
  withLinked,
  withoutPerson,
  withRefused,
  withRemoved,
  withRenamed,
  withSeen,
  withVerified,
} from '../../shared/people/identity-book';
import type { PublicKey } from '../../shared/protocol/fields';
import { type DeviceList, ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName, nameKey } from '../../shared/text/sanitise';
import type { KeyValueStore } from './key-value-store';

const KEY = 'identities';

export interface KeptIdentitiesPorts {
  readonly store: KeyValueStore;
  /** The server that is signed in to, whose names are meant; `null`: none. */
  server(): string | null;
  readonly logger: Logger;
}

/**
 * Whom the local user knows by their keys, kept on this device. What is learned counts at once, and
 * as long as the app runs also where it cannot be kept: nothing here rejects.
 */
export class KeptIdentities implements Disposable {
  private readonly changeEmitter = new Emitter<null>();
  /** Somebody is something else to the local user by now. */
  readonly onChange = this.changeEmitter.event;
  private book: IdentityBook = [];

  constructor(private readonly ports: KeptIdentitiesPorts) {}

  /** Reads what was kept. To be awaited before anybody is judged: until then nobody is known. */
  async load(): Promise<void> {
    await this.attempt(async () => {
      this.book = parseIdentityBook(await this.ports.store.get(KEY));
    });
    this.changeEmitter.fire(null);
  }

  /** `key`: theirs, as the server says; none: they are a guest without one. */
  trustOf(name: string, key: PublicKey | null | undefined): Trust {
    const who = this.personNamed(name);
    if (who !== null) return judge(this.book, who, key ?? null);
    return key === null || key === undefined ? 'keyless' : 'unknown';
  }

  /** What is to be shown beside the name; `null`: nothing, as with echo, who is the server's. */
  markOf(name: string, key: PublicKey | null | undefined): Trust | null {
    return isSameName(name, ECHO_NAME) ? null : this.trustOf(name, key);
  }

  /** The keys that those of `names` are known by, on whatever server: a key is one person's. */
  keysOf(names: readonly string[]): readonly { readonly name: string; readonly key: PublicKey }[] {
    return names.flatMap((name) => knownKeys(this.book, name).map((key) => ({ name, key })));
  }

  /** Trust on first use, after a deed of the user: of whoever is known already nothing changes. */
  see(name: string, key: PublicKey): Promise<void> {
    return this.change(name, (book, who) => withSeen(book, who, key));
  }

  /** Both ends have compared what they saw, and it was the same. */
  verify(name: string, key: PublicKey): Promise<void> {
    return this.change(name, (book, who) => withVerified(book, who, key));
  }

  /**
   * The devices of somebody who is known, as their server lists them, oldest first: those that a
   * known one has signed for are known, too, and those that one has signed away no longer. Resolves
   * to the latter.
   */
  async learnDevices(name: string, { devices, removed }: DeviceList): Promise<PublicKey[]> {
    for (const device of devices) {
      const { key, link } = device;
      if (link === null || nameKey(link.name) !== nameKey(name) || !isProvedDevice(device))
        continue;
      const word = { by: link.by, device: key, atMs: link.atMs };
      await this.change(name, (book, who) => withLinked(book, who, word));
    }
    const gone: PublicKey[] = [];
    for (const removal of removed) {
      if (nameKey(removal.name) !== nameKey(name) || !isProvedRemoval(removal)) continue;
      const before = this.book;
      await this.change(name, (book, who) => withRemoved(book, who, removal));
      if (this.book !== before) gone.push(removal.device);
    }
    return gone;
  }

  /** It was not: the key is never taken for theirs. */
  refuse(name: string, key: PublicKey): Promise<void> {
    return this.change(name, (book, who) => withRefused(book, who, key));
  }

  /** Whoever has the name next is met for the first time. `false`: nothing was known of it. */
  async forget(name: string): Promise<boolean> {
    const before = this.book;
    await this.change(name, withoutPerson);
    return this.book.length < before.length;
  }

  /** A contact is called otherwise now, and is the same by their key. */
  rename(from: string, to: string): Promise<void> {
    return this.change(from, (book, who) => withRenamed(book, who, to));
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  private personNamed(name: string): PersonOnServer | null {
    const server = this.ports.server();
    return server === null ? null : { server, name };
  }

  private async change(
    name: string,
    change: (book: IdentityBook, who: PersonOnServer) => IdentityBook,
  ): Promise<void> {
    const who = this.personNamed(name);
    if (who === null) return;
    const before = this.book;
    this.book = change(before, who);
    if (this.book === before) return;
    this.changeEmitter.fire(null);
    await this.attempt(() =>
      this.ports.store.update(KEY, (kept) => {
        // Another page may have learned something meanwhile: that is known here from now on, too.
        this.book = change(parseIdentityBook(kept), who);
        return this.book;
      }),
    );
    this.changeEmitter.fire(null);
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.ports.logger.log('warn', 'The keys of people are not at hand', {
        error: String(error),
      });
    }
  }
}
