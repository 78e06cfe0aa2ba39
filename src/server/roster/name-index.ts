interface Entry<T> {
  readonly folded: string;
  readonly value: T;
}

export interface Page<T> {
  readonly values: readonly T[];
  /** Whether there are others behind the last one. */
  readonly hasMore: boolean;
}

/** As names are sorted and begun: without regard to case. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Names in their order, so that a page of ten thousand costs what a page of a hundred does. */
export class NameIndex<T extends { readonly name: string }> {
  private readonly entries: Entry<T>[] = [];

  get size(): number {
    return this.entries.length;
  }

  /** Once for each `value`. */
  add(value: T): void {
    const folded = foldName(value.name);
    this.entries.splice(this.firstFrom(folded), 0, { folded, value });
  }

  remove(value: T): void {
    const folded = foldName(value.name);
    for (let at = this.firstFrom(folded); this.entries.at(at)?.folded === folded; at++) {
      if (this.entries[at].value !== value) continue;
      this.entries.splice(at, 1);
      return;
    }
  }

  /** All, in order. */
  values(): readonly T[] {
    return this.entries.map(({ value }) => value);
  }

  /**
   * Those whose name begins with `beginning`, behind the name `after` (`null`: from the first on),
   * but `except`; `limit` at the most. The name `after` need not be there any more.
   */
  page(beginning: string, after: string | null, limit: number, except: T): Page<T> {
    const prefix = foldName(beginning);
    // No character lies between a text and the same with U+0000 behind it.
    const behind = after === null ? '' : `${foldName(after)}\u0000`;
    const values: T[] = [];
    for (let at = this.firstFrom(prefix > behind ? prefix : behind); ; at++) {
      const entry = this.entries.at(at);
      if (entry?.folded.startsWith(prefix) !== true) break;
      if (entry.value === except) continue;
      if (values.length === limit) return { values, hasMore: true };
      values.push(entry.value);
    }
    return { values, hasMore: false };
  }

  /** Where the first entry is that is not before `folded`. */
  private firstFrom(folded: string): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle].folded < folded) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
