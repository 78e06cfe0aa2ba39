/**
 * The rooms of a server that are known here, by their slugs: those that it last listed, and those
 * that the local user was in, which it may not list.
 */
export class KnownRooms {
  private listed: readonly string[] = [];
  private readonly visited = new Set<string>();

  get slugs(): readonly string[] {
    return [...new Set([...this.listed, ...this.visited])];
  }

  handleListed(slugs: readonly string[]): void {
    this.listed = slugs;
  }

  handleEntered(slug: string): void {
    this.visited.add(slug);
  }

  /** Of another server nothing is known yet. */
  clear(): void {
    this.listed = [];
    this.visited.clear();
  }
}
