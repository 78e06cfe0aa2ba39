import { cellWidth, clipToCells } from '../../shared/text/cell-width';
import type { CellRect, TextRun, TextStyle } from '../terminal/terminal-surface';

/** What the stage is about. Names are sanitised. */
export type StageScene =
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
  | { readonly kind: 'connecting'; readonly peer: string }
  | {
      readonly kind: 'live';
      readonly peer: string;
      readonly elapsed: string;
      /** `null`: the other end has not said yet. */
      readonly remoteCamera: boolean | null;
      readonly remoteMicrophone: boolean;
      /** No frame of their picture has come for more than a second. */
      readonly isStill: boolean;
    }
  | { readonly kind: 'reconnecting'; readonly peer: string };

export interface StageLayout {
  readonly runs: readonly TextRun[];
  /** Where the picture of me goes; `null`: nowhere. */
  readonly self: CellRect | null;
  readonly remote: CellRect | null;
  /** Whether the picture of me lies over the other one. */
  readonly isSelfInset: boolean;
}

/** Rows of the prompt below the mirror, and when a stage is too low for all of them. */
const PROMPT_ROWS = 8;
const LOW_STAGE_ROWS = 22;
const LOW_PROMPT_ROWS = 3;
/** The self-view's share of the stage's width and height in a call. */
const SELF_VIEW_SHARE = 0.24;
const MIN_SELF_COLS = 16;
const MIN_SELF_ROWS = 5;
/** However narrow the stage: so much of a name is shown. */
const MIN_NAME_CELLS = 6;

/** One of several pieces of text in a row. */
interface Piece {
  readonly text: string;
  readonly style: TextStyle;
  /** Blanks before it; 1 unless told. */
  readonly gap?: number;
}

/** Places text and pictures on a stage of `cols` x `rows` cells. Pure. */
export function layoutStage(
  scene: StageScene,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): StageLayout {
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
    case 'live':
      return layoutLive(scene, cols, rows, hasSelfPicture);
    case 'reconnecting':
      return layoutReconnecting(scene.peer, cols, rows, hasSelfPicture);
  }
}

function layoutMirror(
  scene: Extract<StageScene, { kind: 'mirror' }>,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): StageLayout {
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
    remote: null,
    isSelfInset: false,
  };
}

function prompt(
  scene: Extract<StageScene, { kind: 'mirror' }>,
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
  scene: Extract<StageScene, { kind: 'mirror' }>,
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
): StageLayout {
  const picture = { col: 0, row: 1, cols, rows: Math.max(1, rows - 4) };
  return {
    runs: [
      ...inRow(1, 0, cols, piece(' you ', 'inverse')),
      ...inRow(1, rows - 2, cols, piece(title, 'title')),
      ...inRow(1, rows - 1, cols, piece(below, 'dim')),
    ],
    self: hasSelfPicture ? picture : null,
    remote: null,
    isSelfInset: false,
  };
}

function layoutLive(
  scene: Extract<StageScene, { kind: 'live' }>,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): StageLayout {
  const stage = { col: 0, row: 1, cols, rows: Math.max(1, rows - 1) };
  const note = cameraNote(scene, cols);
  return {
    runs: [...liveRow(scene, cols), ...(note === null ? [] : centred(stage, piece(note, 'dim')))],
    self: hasSelfPicture ? selfView(cols, rows) : null,
    isSelfInset: true,
    remote: scene.remoteCamera === true ? stage : null,
  };
}

/** Who it is, for how long, and whether they can be heard. */
function liveRow(scene: Extract<StageScene, { kind: 'live' }>, cols: number): TextRun[] {
  const facts = [piece(scene.elapsed, 'dim')];
  if (!scene.remoteMicrophone) facts.push(piece('microphone off', 'warn', 2));
  if (scene.isStill && scene.remoteCamera === true)
    facts.push(piece('the picture stands still: nothing comes in', 'warn', 2));
  const taken = facts.reduce((sum, { text, gap = 1 }) => sum + gap + cellWidth(text), 1);
  const plate = fitName(scene.peer, cols - taken, (name) => ` ${name} `);
  return inRow(1, 0, cols, piece(plate, 'inverse'), ...facts);
}

/** Why there is no picture of the other end; `null`: there is one. */
function cameraNote(
  { remoteCamera, peer }: Extract<StageScene, { kind: 'live' }>,
  cols: number,
): string | null {
  if (remoteCamera === true) return null;
  const name = fitName(peer, cols - 4, (fitted) => fitted);
  return remoteCamera === null
    ? `waiting for the picture of ${name} ...`
    : `${name} has no camera on`;
}

function layoutReconnecting(
  peer: string,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): StageLayout {
  const stage = { col: 0, row: 1, cols, rows: Math.max(1, rows - 1) };
  const name = fitName(peer, cols - 4, (fitted) => fitted);
  const title = `The connection to ${name} is interrupted: it is being made again ...`;
  const plate = fitName(peer, cols - 1, (fitted) => ` ${fitted} `);
  return {
    runs: [
      ...inRow(1, 0, cols, piece(plate, 'inverse')),
      ...centred(stage, piece(title, 'warn'), piece('hangup ends the call.', 'dim')),
    ],
    self: hasSelfPicture ? selfView(cols, rows) : null,
    isSelfInset: true,
    remote: null,
  };
}

/** The lower right corner, one cell from the edges. */
function selfView(cols: number, rows: number): CellRect {
  const width = Math.min(cols, Math.max(MIN_SELF_COLS, Math.round(cols * SELF_VIEW_SHARE)));
  const height = Math.min(rows, Math.max(MIN_SELF_ROWS, Math.round(rows * SELF_VIEW_SHARE)));
  return {
    col: Math.max(0, cols - width - 1),
    row: Math.max(0, rows - height - 1),
    cols: width,
    rows: height,
  };
}

function piece(text: string, style: TextStyle, gap = 1): Piece {
  return { text, style, gap };
}

/** `around` a name that is clipped, if need be, so that the whole fits into `cells`. */
function fitName(name: string, cells: number, around: (name: string) => string): string {
  const room = cells - cellWidth(around(''));
  return around(clipToCells(name, Math.max(MIN_NAME_CELLS, room)));
}

/** Sets pieces one behind the other from `col` on; the right edge clips them. */
function inRow(col: number, row: number, cols: number, ...pieces: readonly Piece[]): TextRun[] {
  const runs: TextRun[] = [];
  let at = col;
  for (const [index, { text, style, gap = 1 }] of pieces.entries()) {
    if (index > 0) at += gap;
    const clipped = clipToCells(text, cols - at);
    if (clipped !== '') runs.push({ col: at, row, text: clipped, style });
    at += cellWidth(text);
  }
  return runs;
}

/**
 * Breaks sentences at blanks and centres their lines, from the middle of `area` on, a row between two
 * sentences. When there are too many for the lower half they start higher; the last may be left out.
 */
function centred(area: CellRect, ...sentences: readonly Piece[]): TextRun[] {
  const lines = sentences.flatMap(({ text, style }, index) => [
    ...(index === 0 ? [] : [piece('', style)]),
    ...wrap(text, Math.max(1, area.cols - 4)).map((line) => piece(line, style)),
  ]);
  const middle = Math.floor(area.rows / 2);
  const top = area.row + Math.max(0, Math.min(middle, area.rows - lines.length));
  return lines.slice(0, area.rows).flatMap((line, index) => {
    const col = area.col + Math.max(0, Math.floor((area.cols - cellWidth(line.text)) / 2));
    return inRow(col, top + index, area.col + area.cols, line);
  });
}

function wrap(text: string, cells: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && cellWidth(longer) > cells) lines.push(word);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}
