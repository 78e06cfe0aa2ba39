/** What of a person a tile shows. */
export const TILE_KINDS = ['camera', 'screen'] as const;
export type TileKind = (typeof TILE_KINDS)[number];

/** Names a tile for as long as its person is there. */
export type TileKey = `${string}/${TileKind}`;

export function tileKey(personId: string, kind: TileKind): TileKey {
  return `${personId}/${kind}`;
}

export function splitTileKey(key: TileKey): { readonly personId: string; readonly kind: TileKind } {
  const at = key.lastIndexOf('/');
  return { personId: key.slice(0, at), kind: key.endsWith('/screen') ? 'screen' : 'camera' };
}
