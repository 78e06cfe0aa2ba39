import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Push } from '../../shared/protocol/events';
import { MAX_PEOPLE_PER_PUSH, PRESENCE_BATCH_MS } from '../../shared/protocol/limits';
import type { Person, RosterMode } from '../../shared/protocol/messages';
import { ECHO, keyOfName, type Member, type PeopleRegistry, toPerson } from '../people';
import { nextRosterMode, type RosterSetting } from './roster-mode';
import { WatchLists } from './watch-lists';

export interface RosterComponents {
  readonly clock: Clock;
  readonly people: PeopleRegistry;
  tell(key: string, push: Push): void;
}

/** Whom somebody is to be told of, by key, with the name that they are known by. */
type News = Map<string, string>;

/**
 * Tells people who is here. Of a village everybody hears of everybody; of a crowd, whom they watch.
 * What happens is gathered for PRESENCE_BATCH_MS, and then each is told how things stand, in one
 * push: a thousand who come at once are a few pushes to each, and whoever went and came back within
 * that time is no news.
 */
export class RosterService implements Disposable {
  private readonly watchLists = new WatchLists();
  /** By the key of who is to be told. */
  private readonly pending = new Map<string, News>();
  private readonly timer = new MutableDisposable<Disposable>();
  private currentMode: RosterMode;

  constructor(
    private readonly components: RosterComponents,
    private readonly setting: RosterSetting = 'auto',
  ) {
    this.currentMode = nextRosterMode('everybody', setting, 0);
  }

  get mode(): RosterMode {
    return this.currentMode;
  }

  /**
   * Of whom `member` is told, and who of them is here. What happened before is then no news to
   * them.
   */
  show(member: Member): Person[] {
    this.pending.delete(member.key);
    const { people } = this.components;
    if (this.currentMode === 'everybody') return [ECHO, ...people.others(member).map(toPerson)];
    return [
      ECHO,
      ...this.watchLists
        .of(member.key)
        .flatMap((key) => people.get(key) ?? [])
        .map(toPerson),
    ];
  }

  /**
   * Whom `member` is told of where that is not everybody. Names that cannot be names are left out.
   */
  watch(member: Member, names: readonly string[]): void {
    const keys = names.map(keyOfName);
    this.watchLists.set(
      member.key,
      keys.filter((key) => key !== null),
    );
  }

  /** `member` came, went, or changed their presence. */
  note(member: Member): void {
    for (const { key } of this.audienceOf(member)) this.newsOf(key).set(member.key, member.name);
    this.settle(member);
    if (this.pending.size === 0 || this.timer.value !== undefined) return;
    this.timer.value = this.components.clock.after(PRESENCE_BATCH_MS, () => {
      this.flush();
    });
  }

  /**
   * Turns from village to crowd, or back, when so many people are here. `cause` made it so, and,
   * when they are about to be answered, is told by that.
   */
  settle(cause: Member): void {
    const { people } = this.components;
    const mode = nextRosterMode(this.currentMode, this.setting, people.size);
    if (mode === this.currentMode) return;
    // Of whoever is no longer watched, nothing may come behind.
    this.flush();
    this.currentMode = mode;
    for (const { key } of people.others(cause)) {
      const payload = { here: [], gone: [], roster: mode };
      this.components.tell(key, { name: 'people:changed', payload });
    }
  }

  /** The name is free: whoever takes it next watches nobody yet. */
  forget(member: Member): void {
    this.watchLists.drop(member.key);
    this.pending.delete(member.key);
  }

  /** Tells nobody anything any more. */
  dispose(): void {
    this.timer.dispose();
    this.pending.clear();
  }

  private audienceOf(member: Member): readonly Member[] {
    const { people } = this.components;
    if (this.currentMode === 'everybody') return people.others(member);
    const watchers = Array.from(this.watchLists.watchersOf(member.key), (key) => people.get(key));
    return watchers.filter((watcher) => watcher !== undefined);
  }

  private newsOf(key: string): News {
    const known = this.pending.get(key);
    if (known !== undefined) return known;
    const news: News = new Map();
    this.pending.set(key, news);
    return news;
  }

  private flush(): void {
    this.timer.value = undefined;
    for (const [key, news] of this.pending) {
      const all = [...news];
      for (let from = 0; from < all.length; from += MAX_PEOPLE_PER_PUSH) {
        const payload = this.describe(all.slice(from, from + MAX_PEOPLE_PER_PUSH));
        this.components.tell(key, { name: 'people:changed', payload });
      }
    }
    this.pending.clear();
  }

  private describe(news: readonly [key: string, name: string][]): {
    here: Person[];
    gone: string[];
  } {
    const here: Person[] = [];
    const gone: string[] = [];
    for (const [key, name] of news) {
      const member = this.components.people.get(key);
      if (member === undefined) gone.push(name);
      else here.push(toPerson(member));
    }
    return { here, gone };
  }
}
