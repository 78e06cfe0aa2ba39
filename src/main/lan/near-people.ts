import type { LanContact } from '../../shared/ipc/lan-api';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Person } from '../../shared/protocol/messages';
import { nameKey } from '../../shared/text/sanitise';
import { lanName } from './lan-name';
import type { LanPeer } from './lan-peer';

/** Somebody who is on the network now. */
export interface NearPerson {
  readonly peer: LanPeer;
  /** As they call themselves. */
  readonly person: Person;
}

/** What has changed in a list of people. */
export interface NearChange {
  /** Who has come, or has another presence or key by now. */
  readonly here: readonly Person[];
  /** The names of those who are not there any more. */
  readonly left: readonly string[];
}

/** The people on the network, each under a name that nobody else there has. */
export class NearPeople {
  private readonly met = new Set<LanPeer>();
  private contacts = new Map<PublicKey, string>();
  /** The name under which each is listed, or was before the link broke. */
  private readonly names = new Map<LanPeer, string>();
  private listed = new Map<string, Person>();

  /** Everybody with whom there is a link, or was a moment ago. */
  get peers(): readonly LanPeer[] {
    return [...this.met];
  }

  /** Those of them who are there now. */
  get all(): readonly NearPerson[] {
    return this.peers.flatMap((peer) => {
      const { person } = peer;
      return person === null ? [] : [{ peer, person }];
    });
  }

  /** As the window lists them. */
  get people(): readonly Person[] {
    return [...this.listed.values()];
  }

  get contactKeys(): readonly PublicKey[] {
    return [...this.contacts.keys()];
  }

  setContacts(contacts: readonly LanContact[]): void {
    this.contacts = new Map(contacts.map(({ name, key }) => [key, name]));
  }

  add(peer: LanPeer): void {
    this.met.add(peer);
  }

  remove(peer: LanPeer): void {
    this.met.delete(peer);
    this.names.delete(peer);
  }

  isListed(name: string): boolean {
    return this.listed.has(nameKey(name));
  }

  /** `null`: nobody of that name is there now. */
  find(name: string): NearPerson | null {
    return this.all.find(({ peer }) => this.isCalled(peer, name)) ?? null;
  }

  /** Whether somebody was listed by that name who may be back in a moment. */
  isExpected(name: string): boolean {
    return this.peers.some((peer) => this.isCalled(peer, name));
  }

  nameOf(peer: LanPeer): string | null {
    return this.names.get(peer) ?? null;
  }

  /** The name under which `key` is listed; of whoever is not met yet, the one they would have. */
  nameOfKey(key: PublicKey | undefined, said: string): string {
    const peer = this.peers.find((each) => each.key === key);
    const listed = peer === undefined ? null : this.nameOf(peer);
    return listed ?? this.chooseName(null, key ?? '', said);
  }

  /** The people of a server, with those who are near as well in the place of the same names. */
  mergedInto(people: readonly Person[]): Person[] {
    return [...people.filter(({ name }) => !this.isListed(name)), ...this.people];
  }

  /** Lists those who are there now, and says what has changed by it. */
  update(): NearChange {
    const before = this.listed;
    this.listed = new Map();
    const here: Person[] = [];
    for (const { peer, person } of this.all) {
      const name = this.chooseName(peer, peer.key, person.name);
      this.names.set(peer, name);
      const near: Person = { name, presence: person.presence, key: peer.key, isOnLan: true };
      this.listed.set(nameKey(name), near);
      if (!isSame(before.get(nameKey(name)), near)) here.push(near);
    }
    const left = [...before.values()].filter(({ name }) => !this.isListed(name));
    return { here, left: left.map(({ name }) => name) };
  }

  private isCalled(peer: LanPeer, name: string): boolean {
    const known = this.names.get(peer);
    return known !== undefined && nameKey(known) === nameKey(name);
  }

  private chooseName(peer: LanPeer | null, key: PublicKey, said: string): string {
    const others = [...this.names].filter(([other]) => other !== peer);
    const taken = new Set(others.map(([, name]) => nameKey(name)));
    return lanName({ key, said, contact: this.contacts.get(key) ?? null }, taken);
  }
}

function isSame(old: Person | undefined, person: Person): boolean {
  return old?.presence === person.presence && old.key === person.key && old.name === person.name;
}
