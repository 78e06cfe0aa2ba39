import type { Person } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import { isSameName } from '../../shared/text/sanitise';
import type { Lookup, LookupPage } from './lookup';
import type { Roster, RosterChange } from './roster';

export interface FoundPeoplePorts {
  readonly lookup: Pick<Lookup, 'find' | 'next'>;
  readonly roster: Pick<Roster, 'list'>;
}

/** Why there is nobody to show: the server refused, or nobody else is here. */
export type NobodyFound = RequestFailure | 'nobody';

/**
 * Everybody who is here, as a list that grows: the pages that the server was asked for, kept true
 * by what it tells of those whom the roster follows.
 */
export class FoundPeople {
  private found: readonly Person[] = [];
  private isMoreToFind = false;
  private nobody: NobodyFound | null = null;

  constructor(private readonly ports: FoundPeoplePorts) {}

  /** By name, each in the newest state that is known. */
  get people(): readonly Person[] {
    return merged(this.found, this.ports.roster.list());
  }

  /** Whether `findMore` finds any. */
  get hasMore(): boolean {
    return this.isMoreToFind;
  }

  /** `null`: somebody was found, or nobody was asked for yet. */
  get whyNobody(): NobodyFound | null {
    return this.nobody;
  }

  /** Asks for the first page, in place of all that was found before. */
  async find(): Promise<void> {
    const page = await this.ports.lookup.find('');
    if (page.ok) this.take(page.value, []);
    else this.refuse(page.error);
  }

  /** Asks for the page behind the last one. */
  async findMore(): Promise<void> {
    const page = await this.ports.lookup.next();
    if (page === null) return;
    if (page.ok) this.take(page.value, this.found);
    else this.refuse(page.error);
  }

  handleRoster(change: RosterChange): void {
    this.found =
      change.kind === 'left'
        ? this.found.filter(({ name }) => !isSameName(name, change.name))
        : merged(this.found, [change.person]);
  }

  private take({ people, hasMore }: LookupPage, before: readonly Person[]): void {
    this.found = merged(before, people);
    this.isMoreToFind = hasMore;
    this.nobody = this.found.length === 0 ? 'nobody' : null;
  }

  private refuse(reason: RequestFailure): void {
    this.found = [];
    this.isMoreToFind = false;
    this.nobody = reason;
  }
}

function merged(people: readonly Person[], newer: readonly Person[]): readonly Person[] {
  const others = people.filter(({ name }) => !newer.some((each) => isSameName(each.name, name)));
  return [...others, ...newer].sort((one, other) => one.name.localeCompare(other.name));
}
