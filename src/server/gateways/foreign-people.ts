import type { PushPayload } from '../../shared/protocol/events';
import { ECHO_NAME, type Person } from '../../shared/protocol/messages';

/** The names that a foreign client is shown, oldest first, its own among them. */
export class ForeignPeople {
  private readonly names: Set<string>;

  constructor(own: string, people: readonly Person[]) {
    const others = people.map(({ name }) => name).filter((name) => name !== ECHO_NAME);
    this.names = new Set([...others, own]);
  }

  get all(): readonly string[] {
    return [...this.names];
  }

  /** Who came and who went; whose presence alone is another did neither. */
  change({ here, gone }: PushPayload<'people:changed'>): {
    readonly came: readonly string[];
    readonly went: readonly string[];
  } {
    const came = here.map(({ name }) => name).filter((name) => !this.names.has(name));
    const went = gone.filter((name) => this.names.delete(name));
    for (const name of came) this.names.add(name);
    return { came, went };
  }
}
