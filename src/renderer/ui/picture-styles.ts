import { type Costume, describeCostume } from '../../shared/ascii/costume';
import { chooseLook, isSameLook, type PictureLook } from '../../shared/ascii/picture-look';
import type { StyleName } from '../../shared/ascii/styles';
import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import { nameKey } from '../../shared/text/sanitise';

/** What the book goes by, all of it from the settings. */
export interface LookFacts {
  /** For everybody who has nothing of their own. */
  readonly general: PictureLook;
  /** Whether others are shown in their costumes. */
  readonly isCostumed: boolean;
  /** The local user's: they see themselves as others do. */
  readonly ownCostume: Costume | null;
}

/**
 * What a picture shows: the local user, somebody's face, or their screen, which wears no costume.
 */
export type LookPart = 'me' | 'face' | 'screen';

/**
 * How each person's picture is drawn. What is chosen for one person is remembered while the app
 * runs, across calls; a costume is worn as long as its person is there.
 */
export class PictureStyles implements Disposable {
  private readonly emitter = new Emitter<void>();
  /** Somebody's look has changed, or all have. */
  readonly onChange = this.emitter.event;
  private readonly chosen = new Map<string, StyleName>();
  private readonly costumes = new Map<string, Costume>();

  constructor(private facts: LookFacts) {}

  setFacts(facts: LookFacts): void {
    this.facts = facts;
    this.emitter.fire();
  }

  /** The look of a picture of somebody. */
  lookOf(person: string, part: LookPart = 'face'): PictureLook {
    const { general, ownCostume } = this.facts;
    return chooseLook({
      general,
      chosen: this.chosen.get(nameKey(person)) ?? null,
      costume: part === 'me' ? ownCostume : part === 'face' ? this.costumeOf(person) : null,
    });
  }

  /** Draws one person in a style of their own; `null`: as everybody, or in their costume. */
  choose(person: string, style: StyleName | null): void {
    if (style === null) this.chosen.delete(nameKey(person));
    else this.chosen.set(nameKey(person), style);
    this.emitter.fire();
  }

  /** How somebody likes to be seen. Says whether that changes how they are drawn. */
  wear(person: string, costume: Costume | null): boolean {
    const before = this.lookOf(person);
    if (costume === null) this.costumes.delete(nameKey(person));
    else this.costumes.set(nameKey(person), costume);
    if (isSameLook(before, this.lookOf(person))) return false;
    this.emitter.fire();
    return true;
  }

  /** The costume that somebody is seen in now, in words; `null`: in none. */
  costumeShown(person: string): string | null {
    const costume = this.costumeOf(person);
    const isShown = costume !== null && !this.chosen.has(nameKey(person));
    return isShown ? describeCostume(costume) : null;
  }

  dispose(): void {
    this.emitter.dispose();
  }

  private costumeOf(person: string): Costume | null {
    return this.facts.isCostumed ? (this.costumes.get(nameKey(person)) ?? null) : null;
  }
}
