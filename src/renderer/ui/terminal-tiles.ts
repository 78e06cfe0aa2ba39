import type { Participant } from '../../shared/call/participant';
import type { BoundKeys } from '../../shared/config/platform-keys';
import { type TileKey, tileKey } from '../../shared/stage/tile-key';
import {
  HIDDEN_FROM_OTHERS,
  hideKeyWords,
  OWN_TERMINAL,
  terminalHiddenText,
  terminalKeyWords,
  terminalTileName,
  type TileWords,
  typistWords,
  YOU_MAY_TYPE,
} from '../text/tile-words';
import type { TileFact, TileScene } from './participants-layout';
import { SELF_ID } from './participant-tiles';

export const OWN_TERMINAL_TILE: TileKey = tileKey(SELF_ID, 'terminal');

/** The local user's terminal, as far as its tile says something of it. */
export interface OwnTerminalFacts {
  readonly title: string;
  /** Who else may type there; sanitised. `null`: nobody. */
  readonly typist: string | null;
  readonly isHidden: boolean;
}

/** What of the window the tiles of terminals go by. */
export interface TerminalFacts {
  /** `null`: none is shared. */
  readonly ownTerminal: OwnTerminalFacts | null;
  /** The one that keys go to. */
  readonly focusedTerminal: TileKey | null;
  readonly keys: BoundKeys;
}

/** The terminal that somebody else shares; empty: none. Pure. */
export function terminalTilesOf(
  { id, name, terminal, preferences }: Participant,
  facts: Omit<TerminalFacts, 'ownTerminal'>,
): TileScene[] {
  if (terminal === null || preferences.isHidden) return [];
  const key = tileKey(id, 'terminal');
  const hidden = terminal.isHidden ? [warned(terminalHiddenText(name))] : [];
  const { typist, mayType } = terminal;
  const typing = mayType
    ? [...keyFacts(key, facts), good(YOU_MAY_TYPE)]
    : typist === null
      ? []
      : [plain(typistWords(typist))];
  return [tile(key, terminalTileName(name), [...hidden, ...typing, ...titleFacts(terminal.title)])];
}

/** The local user's own; empty: none. Pure. */
export function ownTerminalTiles(facts: TerminalFacts): TileScene[] {
  const { ownTerminal, keys } = facts;
  if (ownTerminal === null) return [];
  const { title, typist, isHidden } = ownTerminal;
  const chord = keys['hide-terminal'] ?? '';
  const hiding = isHidden
    ? [warned(HIDDEN_FROM_OTHERS)]
    : chord === ''
      ? []
      : [plain(hideKeyWords(chord))];
  return [
    tile(OWN_TERMINAL_TILE, OWN_TERMINAL, [
      ...(isHidden ? hiding : []),
      ...(typist === null ? [] : [warned(typistWords(typist))]),
      ...keyFacts(OWN_TERMINAL_TILE, facts),
      ...(isHidden ? [] : hiding),
      ...titleFacts(title),
    ]),
  ];
}

function tile(key: TileKey, name: string, facts: readonly TileFact[]): TileScene {
  return { key, name, isSelf: false, isSpeaking: false, isHidden: false, facts, notes: [] };
}

function keyFacts(
  key: TileKey,
  { keys, focusedTerminal }: Pick<TerminalFacts, 'keys' | 'focusedTerminal'>,
): TileFact[] {
  const words = terminalKeyWords(keys['terminal-keys'] ?? '', focusedTerminal === key);
  if (words === null) return [];
  return [focusedTerminal === key ? good(words) : plain(words)];
}

function titleFacts(title: string): TileFact[] {
  return title === '' ? [] : [plain({ text: title, short: title })];
}

function plain(words: TileWords): TileFact {
  return { ...words, style: 'dim' };
}

function good(words: TileWords): TileFact {
  return { ...words, style: 'good' };
}

function warned(words: TileWords): TileFact {
  return { ...words, style: 'warn' };
}
