import { err, ok, type Result } from '../../shared/base/result';
import type { Person } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { SignallingApi } from '../../shared/signalling/signalling-api';
import { sanitiseName } from '../../shared/text/sanitise';

export interface LookupPorts {
  readonly request: SignallingApi['request'];
  /** Of whom nothing is to be seen. */
  isHidden(name: string): boolean;
}

/** A page of who is here. */
export interface LookupPage {
  readonly people: readonly Person[];
  /** What their names begin with; '': anything. */
  readonly beginning: string;
  readonly isFirst: boolean;
  /** Whether `next` finds more. */
  readonly hasMore: boolean;
}

interface Place {
  readonly beginning: string;
  /** The last name that was shown. */
  readonly after: string;
}

/** Asks the server who is here, a page after another. */
export class Lookup {
  /** Where the next page begins; `null`: there is none. */
  private place: Place | null = null;
  private shown: readonly string[] = [];

  constructor(private readonly ports: LookupPorts) {}

  /** Who was on the page that was shown last. */
  get names(): readonly string[] {
    return this.shown;
  }

  /** The first page of those whose name begins with `beginning`, in whatever case. */
  find(beginning: string): Promise<Result<LookupPage, RequestFailure>> {
    return this.ask(beginning, null);
  }

  /** The page behind the one before; `null`: there is none. */
  async next(): Promise<Result<LookupPage, RequestFailure> | null> {
    return this.place === null ? null : this.ask(this.place.beginning, this.place.after);
  }

  private async ask(
    beginning: string,
    after: string | null,
  ): Promise<Result<LookupPage, RequestFailure>> {
    const outcome = await this.ports.request('people:list', {
      ...(beginning === '' ? {} : { beginning }),
      ...(after === null ? {} : { after }),
    });
    if (!outcome.ok) return err(outcome.reason);
    const last = outcome.people.at(-1)?.name;
    this.place = outcome.more && last !== undefined ? { beginning, after: last } : null;
    const people = outcome.people.flatMap((person) => {
      const name = sanitiseName(person.name);
      return name === null || this.ports.isHidden(name) ? [] : [{ ...person, name }];
    });
    this.shown = people.map(({ name }) => name);
    return ok({ people, beginning, isFirst: after === null, hasMore: this.place !== null });
  }
}
