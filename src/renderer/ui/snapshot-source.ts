import type { PictureSnapshot } from '../terminal/picture';

/** What a snapshot is made of: the picture that is large on the stage. */
export interface SnapshotSource {
  /** Whose picture; sanitised. */
  readonly name: string;
  snapshot(): Promise<PictureSnapshot | null>;
  png(): Promise<Blob | null>;
}
