/** What of a person a tile shows. */
export const TILE_KINDS = ['camera', 'screen'] as const;
export type TileKind = (typeof TILE_KINDS)[number];

/** Names a tile for as long as its person is there. */
export type TileKey = `${string}/${TileKind}`;

export function tileKey(personId: string, kind: TileKind): TileKey {
  return `${personId}/${kind}`;
}
