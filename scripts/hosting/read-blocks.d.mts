/** What stands in one block of code of a page. */
export interface PageBlock {
  /** The heading that it stands under. */
  readonly section: string;
  readonly language: string;
  /** Whole commands: a line that goes on, or a here-document, is one. */
  readonly commands: readonly string[];
}

/** The blocks of code of a page, in its order. Pure. */
export function readBlocks(page: string): readonly PageBlock[];
