import type { ConnectionStatus, Participant } from '../../shared/call/participant';
import { type TileKey, tileKey } from '../../shared/stage/tile-key';
import type { TileFact, TileScene } from './party-layout';
import { piece, type Piece } from './text-pieces';

/** The local user's id among the people on the stage. */
export const SELF_ID = 'self';
export const SELF_TILE: TileKey = tileKey(SELF_ID, 'camera');

const CONNECTION_FACTS: Readonly<Record<ConnectionStatus, TileFact | null>> = {
  new: fact('connecting', 'dim'),
  connecting: fact('connecting', 'dim'),
  connected: null,
  disconnected: fact('reconnecting', 'warn'),
  failed: fact('no connection', 'warn'),
  closed: fact('no connection', 'warn'),
};

const STILL: TileFact = {
  text: 'the picture stands still: nothing comes in',
  short: 'still',
  style: 'warn',
};

/** The tiles of somebody else: their face, and behind it the screen that they share. Pure. */
export function tilesOf(person: Participant, more: readonly TileFact[] = []): TileScene[] {
  const { id, name, isSpeaking, isSharing, taste } = person;
  const face: TileScene = {
    key: tileKey(id, 'camera'),
    name,
    isSelf: false,
    isSpeaking: isSpeaking && !taste.isMuted,
    isHidden: taste.isHidden,
    facts: [...more, ...factsOf(person)],
    notes: notesOf(person),
  };
  if (!isSharing || taste.isHidden) return [face];
  const screen: TileScene = {
    key: tileKey(id, 'screen'),
    name: `${name}’s screen`,
    isSelf: false,
    isSpeaking: false,
    isHidden: false,
    facts: [],
    notes: [],
  };
  return [face, screen];
}

/** The local user's tile. `note`: why there is no picture on it; `null`: there is one, or soon. */
export function ownTile(
  name: string | null,
  note: string | null,
  isSpeaking: boolean,
  isMuted: boolean,
): TileScene {
  return {
    key: SELF_TILE,
    name: name ?? 'you',
    isSelf: true,
    isSpeaking,
    isHidden: false,
    facts: [
      ...(name === null ? [] : [fact('you', 'dim')]),
      ...(isMuted ? [fact('muted', 'warn')] : []),
    ],
    notes: note === null ? [] : [piece(note, 'dim')],
  };
}

function factsOf(person: Participant): TileFact[] {
  const { connection, camera, microphone, isAway, isOutOfReach, isStill, taste } = person;
  const state = isOutOfReach ? null : isAway ? fact('away', 'warn') : CONNECTION_FACTS[connection];
  return [
    ...(state === null ? [] : [state]),
    ...(isStill && camera === true ? [STILL] : []),
    ...(microphone ? [] : [{ text: 'microphone off', short: 'mic off', style: 'warn' as const }]),
    ...(taste.isMuted ? [fact('muted by you', 'dim')] : []),
    ...(taste.volume === 100 || taste.isMuted ? [] : [fact(`volume ${taste.volume}`, 'dim')]),
  ];
}

/** Why there is no picture; empty: there is one, or it is a matter of the next frame. */
function notesOf(person: Participant): Piece[] {
  const { name, camera, isCameraDark, connection, isOutOfReach, taste } = person;
  if (isOutOfReach) return [piece('too many people for a picture and sound', 'dim')];
  if (connection === 'disconnected' || connection === 'failed') {
    return [piece(`The connection to ${name} is interrupted: it is being made again ...`, 'warn')];
  }
  if (taste.isHidden) return [piece(`hidden: /show ${name} brings the picture back`, 'dim')];
  if (camera === null) return [piece(`waiting for the picture of ${name} ...`, 'dim')];
  if (isCameraDark) return [piece(`${name}'s camera gives no picture`, 'dim')];
  return camera ? [] : [piece(`${name} has no camera on`, 'dim')];
}

function fact(text: string, style: TileFact['style']): TileFact {
  return { text, short: text, style };
}
