/** What gets a name back, and what belongs to it, after a break. */
export interface KeptAccount {
  readonly resumeToken: string;
  /** The highest `seq` of a line of chat that was heard; `null`: none was. */
  readonly heardSeq: number | null;
  /** For a server that has forgotten the room that one is in; `null`: in none. */
  readonly roomTicket: string | null;
}

/**
 * Keeps a sign-in beyond the program that made it, which may crash. One name at a time, and of all
 * programs on this device that share the keeper's place one at a time: two that are alive must not
 * take the name from each other.
 */
export interface AccountKeeper {
  /**
   * Takes a name for this program alone, and lets go of the one before. Resolves to what one that
   * is no longer there left behind; `null`: nothing, or one that is still there has it. Never
   * rejects.
   */
  claim(server: string, name: string): Promise<KeptAccount | null>;
  /** Keeps `account` for the name that was claimed, in place of what was kept. */
  keep(account: KeptAccount): void;
  /** Forgets what is kept for the name that was claimed: there is no way back in by it. */
  forget(): void;
}
