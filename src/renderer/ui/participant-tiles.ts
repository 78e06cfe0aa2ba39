import type { ConnectionStatus, Participant } from '../../shared/call/participant';
import { isSuspicious } from '../../shared/identity/trust';
import { type TileKey, tileKey } from '../../shared/stage/tile-key';
import { viaWords } from '../text/gateway-sentences';
import { taggedName, TRUST_WORDS } from '../text/identity-sentences';
import {
  CONNECTION_WORDS,
  darkCameraText,
  MICROPHONE_OFF,
  MUTED,
  MUTED_BY_YOU,
  noCameraText,
  OUT_OF_REACH_TEXTS,
  screenTileName,
  STILL_PICTURE,
  tileHiddenText,
  tileInterruptedText,
  volumeWords,
  waitingForPictureText,
  YOU,
} from '../text/tile-words';
import type { TileFact, TileScene } from './participants-layout';
import { piece, type Piece } from './text-pieces';

/** The local user's id among the people on the stage. */
export const SELF_ID = 'self';
export const SELF_TILE: TileKey = tileKey(SELF_ID, 'camera');

const CONNECTION_FACTS: Readonly<Record<ConnectionStatus, TileFact | null>> = {
  new: fact(CONNECTION_WORDS.connecting, 'dim'),
  connecting: fact(CONNECTION_WORDS.connecting, 'dim'),
  connected: null,
  disconnected: fact(CONNECTION_WORDS.reconnecting, 'warn'),
  failed: fact(CONNECTION_WORDS.none, 'warn'),
  closed: fact(CONNECTION_WORDS.none, 'warn'),
};

const STILL: TileFact = { ...STILL_PICTURE, style: 'warn' };
const SILENT: TileFact = { ...MICROPHONE_OFF, style: 'warn' };

/** The tiles of somebody else: their face, and behind it the screen that they share. Pure. */
export function tilesOf(person: Participant, more: readonly TileFact[] = []): TileScene[] {
  const { id, isSpeaking, isSharing, preferences } = person;
  const name = taggedName(person.name, person.key, person.trust);
  const face: TileScene = {
    key: tileKey(id, 'camera'),
    name,
    isSelf: false,
    isSpeaking: isSpeaking && !preferences.isMuted,
    isHidden: preferences.isHidden,
    facts: [
      ...warningsOf(person),
      ...waysOf(person),
      ...more,
      ...marksOf(person),
      ...factsOf(person),
    ],
    notes: notesOf(person),
  };
  if (!isSharing || preferences.isHidden) return [face];
  const screen: TileScene = {
    key: tileKey(id, 'screen'),
    name: screenTileName(name),
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
    name: name ?? YOU,
    isSelf: true,
    isSpeaking,
    isHidden: false,
    facts: [
      ...(name === null ? [] : [fact(YOU, 'dim')]),
      ...(isMuted ? [fact(MUTED, 'warn')] : []),
    ],
    notes: note === null ? [] : [piece(note, 'dim')],
  };
}

/** That it may be somebody else: before anything there is to say of them. */
function warningsOf({ trust, outOfReach }: Participant): TileFact[] {
  return [
    ...(outOfReach === 'stranger' ? [{ ...TRUST_WORDS.stranger, style: 'warn' } as const] : []),
    ...(isSuspicious(trust) ? [{ ...TRUST_WORDS.changed, style: 'warn' } as const] : []),
  ];
}

/** That their program is not WebCRT. */
function waysOf({ via }: Participant): TileFact[] {
  return via === undefined ? [] : [fact(viaWords(via), 'warn')];
}

/** Whether it is known who they are. */
function marksOf({ trust, outOfReach }: Participant): TileFact[] {
  if (trust === null || isSuspicious(trust)) return [];
  if (trust !== 'verified' && outOfReach === 'stranger') return [];
  return trust === 'verified'
    ? [{ ...TRUST_WORDS.verified, style: 'good' }]
    : [{ ...TRUST_WORDS.unverified, style: 'dim' }];
}

function factsOf(person: Participant): TileFact[] {
  const { connection, camera, microphone, isAway, outOfReach, isStill, preferences } = person;
  const isApart = outOfReach === 'stranger' || outOfReach === 'local-stranger';
  const state =
    outOfReach !== null
      ? null
      : isAway
        ? fact(CONNECTION_WORDS.away, 'warn')
        : CONNECTION_FACTS[connection];
  return [
    ...(state === null ? [] : [state]),
    ...(isStill && camera === true ? [STILL] : []),
    ...(microphone || isApart ? [] : [SILENT]),
    ...(preferences.isMuted ? [fact(MUTED_BY_YOU, 'dim')] : []),
    ...(preferences.volume === 100 || preferences.isMuted
      ? []
      : [fact(volumeWords(preferences.volume), 'dim')]),
  ];
}

/** Why there is no picture; empty: there is one, or it is a matter of the next frame. */
function notesOf(person: Participant): Piece[] {
  const { name, camera, isCameraDark, connection, outOfReach, preferences } = person;
  if (outOfReach !== null) {
    return [piece(OUT_OF_REACH_TEXTS[outOfReach], outOfReach === 'stranger' ? 'warn' : 'dim')];
  }
  if (connection === 'disconnected' || connection === 'failed') {
    return [piece(tileInterruptedText(name), 'warn')];
  }
  if (preferences.isHidden) return [piece(tileHiddenText(name), 'dim')];
  if (camera === null) return [piece(waitingForPictureText(name), 'dim')];
  if (isCameraDark) return [piece(darkCameraText(name), 'dim')];
  return camera ? [] : [piece(noCameraText(name), 'dim')];
}

function fact(text: string, style: TileFact['style']): TileFact {
  return { text, short: text, style };
}
