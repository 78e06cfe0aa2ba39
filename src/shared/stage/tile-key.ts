/** What of a person a tile shows as a picture, which comes as a track. */
export const TILE_KINDS = ['camera', 'screen'] as const;
export type TileKind = (typeof TILE_KINDS)[number];

/** Names a tile for as long as its person is there. A shared terminal comes as cells. */
export type TileKey = `${string}/${TileKind | 'terminal'}`;

export function tileKey(personId: string, kind: TileKind | 'terminal'): TileKey {
  return `${personId}/${kind}`;
}

export function splitTileKey(key: TileKey): {
  readonly personId: string;
  readonly kind: TileKind | 'terminal';
} {
  const at = key.lastIndexOf('/');
  const kind = [...TILE_KINDS, 'terminal' as const].find((each) => key.endsWith(`/${each}`));
  return { personId: key.slice(0, at), kind: kind ?? 'camera' };
}

/** Whether it is a screen, which is there to be read. */
export function isScreenTile(key: TileKey): boolean {
  return key.endsWith('/screen');
}

/** Whether it is a terminal: nothing of it is asked for in the size in which it is shown. */
export function isTerminalTile(key: TileKey): boolean {
  return key.endsWith('/terminal');
}
