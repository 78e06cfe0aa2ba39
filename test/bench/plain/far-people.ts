import type { LumaFrame } from '../../helpers/fake-camera';
import type { PlainPerson } from '../../helpers/plain/plain-client';
import { within } from './within';
import type { FarEnd } from './plain-cases';

const SIGN_IN_MS = 60_000;
const GOING_MS = 20_000;

/**
 * Somebody of one make, in case after case. After one that did not go to its end somebody else of
 * that make comes, so that nothing of it is left in the next.
 */
export class FarPeople {
  private current: FarEnd | null = null;
  private count = 0;

  constructor(
    readonly make: string,
    private readonly shown: readonly LumaFrame[],
    private readonly signIn: (name: string) => Promise<PlainPerson>,
  ) {}

  async get(): Promise<FarEnd> {
    if (this.current !== null) return this.current;
    this.count += 1;
    const name = this.count === 1 ? this.make : `${this.make}-${this.count}`;
    const person = await within(SIGN_IN_MS, `${name} to sign in`, this.signIn(name));
    this.current = { name, person, shown: this.shown };
    return this.current;
  }

  /** Whoever is there goes, whatever they were at. */
  async dispose(): Promise<void> {
    const { current } = this;
    this.current = null;
    if (current === null) return;
    await within(GOING_MS, `${current.name} to go`, current.person.dispose()).catch(
      () => undefined,
    );
  }
}
