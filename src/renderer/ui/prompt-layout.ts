import type { CellRect } from '../../shared/stage/cell-rect';
import { cellWidth } from '../../shared/text/cell-width';
import type { TextRun } from '../terminal/terminal-surface';
import { centred, fitName, inRow, piece, type Piece } from './text-pieces';

/** What the stage is about while there is nobody else on it. Names are sanitised. */
export type PromptScene =
  | {
      readonly kind: 'mirror';
      /** `null`: not signed in. */
      readonly name: string | null;
      readonly server: string;
      /** Why there is no picture of me; `null` when there is one. */
      readonly cameraNote: string | null;
    }
  | { readonly kind: 'outgoing'; readonly peer: string; readonly isRinging: boolean }
  | { readonly kind: 'incoming'; readonly peer: string }
  | { readonly kind: 'connecting'; readonly peer: string };

export interface PromptLayout {
  readonly runs: readonly TextRun[];
  /** Where the picture of me goes; `null`: nowhere. */
  readonly self: CellRect | null;
}

/** Rows of the prompt below the mirror, and when a stage is too low for all of them. */
const PROMPT_ROWS = 8;
const LOW_STAGE_ROWS = 22;
const LOW_PROMPT_ROWS = 3;

/** Places text and the picture of me on a stage of `cols` x `rows` cells. Pure. */
export function layoutPrompt(
  scene: PromptScene,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): PromptLayout {
  switch (scene.kind) {
    case 'mirror':
      return layoutMirror(scene, cols, rows, hasSelfPicture);
    case 'outgoing': {
      const verb = scene.isRinging ? 'Ringing at' : 'Calling';
      const title = fitName(scene.peer, cols - 1, (name) => `${verb} ${name} ...`);
      return layoutWaiting(title, 'hangup (or Alt+H) stops it.', cols, rows, hasSelfPicture);
    }
    case 'incoming': {
      const title = fitName(scene.peer, cols - 1, (name) => `${name} is calling`);
      return layoutWaiting(title, '', cols, rows, hasSelfPicture);
    }
    case 'connecting': {
      const title = fitName(scene.peer, cols - 1, (name) => `Connecting to ${name} ...`);
      const below = 'Pictures travel directly between you, encrypted.';
      return layoutWaiting(title, below, cols, rows, hasSelfPicture);
    }
  }
}

function layoutMirror(
  scene: Extract<PromptScene, { kind: 'mirror' }>,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): PromptLayout {
  const isLow = rows < LOW_STAGE_ROWS;
  const promptRows = isLow ? LOW_PROMPT_ROWS : PROMPT_ROWS;
  const picture = { col: 0, row: 1, cols, rows: Math.max(1, rows - promptRows - 1) };
  const you = piece(' you ', 'inverse');
  const note: Piece =
    scene.cameraNote === null
      ? piece('Waiting for your camera ...', 'dim')
      : piece(scene.cameraNote, 'warn');
  const above = hasSelfPicture
    ? inRow(1, 0, cols, you, piece('a mirror: nobody else sees this', 'dim'))
    : [...inRow(1, 0, cols, you), ...centred(picture, note)];
  const top = rows - promptRows;
  const below = isLow ? lowPrompt(scene, top + 1, cols) : prompt(scene, top, cols);
  return {
    runs: [...above, ...below],
    self: hasSelfPicture ? picture : null,
  };
}

function prompt(
  scene: Extract<PromptScene, { kind: 'mirror' }>,
  top: number,
  cols: number,
): TextRun[] {
  if (scene.name === null) {
    return [
      ...inRow(1, top + 1, cols, piece('You are not signed in.', 'bright')),
      ...commandRow(top + 2, cols, 'login --user NAME', 'sign in and be seen by your friends'),
      ...commandRow(top + 3, cols, 'help', 'everything else (F1)'),
    ];
  }
  const what = piece('Type one of these and press Enter:', 'plain');
  const hello = fitName(scene.name, cols - 2 - cellWidth(what.text), (name) => `Hello, ${name}.`);
  return [
    ...inRow(1, top + 1, cols, piece(hello, 'bright'), what),
    ...commandRow(top + 2, cols, 'call echo', 'a call with yourself, to see how it looks'),
    ...commandRow(top + 3, cols, 'lookup', 'who is here;  call NAME  calls one of them'),
    ...commandRow(top + 4, cols, 'help', 'everything else (F1)'),
    ...joinRows(scene.server, top + 6, cols),
  ];
}

function lowPrompt(
  scene: Extract<PromptScene, { kind: 'mirror' }>,
  row: number,
  cols: number,
): TextRun[] {
  if (scene.name === null) {
    const login = piece('login --user NAME', 'accent');
    return inRow(1, row, cols, login, piece('signs you in', 'dim', 2));
  }
  return inRow(
    1,
    row,
    cols,
    piece('call echo', 'accent'),
    piece('tries a call;', 'dim', 2),
    piece('help', 'accent'),
    piece('says the rest', 'dim', 2),
  );
}

function commandRow(row: number, cols: number, command: string, what: string): TextRun[] {
  const gap = 19 - cellWidth(command);
  return inRow(3, row, cols, piece(command, 'accent'), piece(what, 'plain', gap));
}

/** How others come to this server. One that only this machine reaches is of no use to anybody else. */
function joinRows(server: string, row: number, cols: number): TextRun[] {
  const url = piece(joinUrl(server), 'accent');
  if (!isLoopback(server)) {
    return inRow(1, row, cols, piece('Friends join from a browser at', 'dim'), url);
  }
  return [
    ...inRow(
      1,
      row,
      cols,
      piece('On this machine, others join at', 'dim'),
      url,
      piece(';', 'dim', 0),
    ),
    ...inRow(
      1,
      row + 1,
      cols,
      piece('for friends elsewhere:', 'dim'),
      piece('npm run server -- --help', 'accent'),
    ),
  ];
}

/** The address of the web client that goes with a signalling server. */
export function joinUrl(server: string): string {
  return server.replace(/^ws/, 'http').replace(/\/*$/, '/');
}

/** Whether a server's address means the machine that it is used on. */
function isLoopback(server: string): boolean {
  if (!URL.canParse(server)) return false;
  const { hostname } = new URL(server);
  return (
    hostname === '[::1]' || /^(.+\.)?localhost$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname)
  );
}

function layoutWaiting(
  title: string,
  below: string,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): PromptLayout {
  const picture = { col: 0, row: 1, cols, rows: Math.max(1, rows - 4) };
  return {
    runs: [
      ...inRow(1, 0, cols, piece(' you ', 'inverse')),
      ...inRow(1, rows - 2, cols, piece(title, 'title')),
      ...inRow(1, rows - 1, cols, piece(below, 'dim')),
    ],
    self: hasSelfPicture ? picture : null,
  };
}
