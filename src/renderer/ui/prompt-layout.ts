import type { CellRect } from '../../shared/stage/cell-rect';
import { fitPicture } from '../../shared/stage/tile-layout';
import { cellWidth } from '../../shared/text/cell-width';
import type { TextRun } from '../terminal/terminal-surface';
import { inputSentences } from '../text/input-sentences';
import { isOfThisMachine } from '../text/invite-url';
import { centred, firstFitting, fitName, inRow, piece, type Piece, widthOf } from './text-pieces';

/** What the stage is about while there is nobody else on it. Names are sanitised. */
export type PromptScene =
  | {
      readonly kind: 'mirror';
      /** `null`: not signed in. */
      readonly name: string | null;
      readonly server: string;
      readonly serverCommand: string;
      /** Why there is no local picture; `null` when there is one. */
      readonly cameraNote: string | null;
      /** One points with a finger here. */
      readonly isTouch: boolean;
    }
  | {
      readonly kind: 'outgoing';
      readonly peer: string;
      readonly isRinging: boolean;
      readonly isTouch: boolean;
    }
  | { readonly kind: 'incoming'; readonly peer: string }
  | { readonly kind: 'connecting'; readonly peer: string };

type MirrorScene = Extract<PromptScene, { kind: 'mirror' }>;

export interface PromptLayout {
  readonly runs: readonly TextRun[];
  /** Where the local picture goes; `null`: nowhere. */
  readonly self: CellRect | null;
}

/** What the stage knows of the local picture. */
export interface SelfShape {
  /** Width by height of the picture. */
  readonly aspect: number;
  /** Width of a cell by its height. */
  readonly cellAspect: number;
}

/**
 * Rows of the prompt below the mirror, with the address that friends join at; without; in one line.
 */
const PROMPT_ROWS = 9;
const SHORT_PROMPT_ROWS = 6;
const LINE_PROMPT_ROWS = 3;
/** Stages with fewer rows have the shorter prompt. */
const MIN_PROMPT_STAGE_ROWS = 30;
const MIN_SHORT_PROMPT_STAGE_ROWS = 18;
/** Columns from the edge to what a command does. */
const WHAT_COL = 22;
const COMMAND_COL = 3;

const YOU = piece(' you ', 'inverse');

/**
 * Places text and the local picture, if there is one, on a stage of `cols` x `rows` cells. Pure.
 */
export function layoutPrompt(
  scene: PromptScene,
  cols: number,
  rows: number,
  shape: SelfShape | null,
): PromptLayout {
  switch (scene.kind) {
    case 'mirror':
      return layoutMirror(scene, cols, rows, shape);
    case 'outgoing': {
      const verb = scene.isRinging ? 'Ringing at' : 'Calling';
      const title = fitName(scene.peer, cols - 1, (name) => `${verb} ${name} ...`);
      return layoutWaiting(title, inputSentences(scene.isTouch).stopsCalling, cols, rows, shape);
    }
    case 'incoming': {
      const title = fitName(scene.peer, cols - 1, (name) => `${name} is calling`);
      return layoutWaiting(title, '', cols, rows, shape);
    }
    case 'connecting': {
      const title = fitName(scene.peer, cols - 1, (name) => `Connecting to ${name} ...`);
      const below = 'Pictures travel directly between you, encrypted.';
      return layoutWaiting(title, below, cols, rows, shape);
    }
  }
}

function layoutMirror(
  scene: MirrorScene,
  cols: number,
  rows: number,
  shape: SelfShape | null,
): PromptLayout {
  const promptRows = promptRowsOf(rows);
  const room = { col: 0, row: 1, cols, rows: Math.max(1, rows - promptRows - 1) };
  const below = prompt(scene, rows - promptRows + 1, cols, promptRows);
  if (shape === null) {
    const note: Piece =
      scene.cameraNote === null
        ? piece('Waiting for your camera ...', 'dim')
        : piece(scene.cameraNote, 'warn');
    return { runs: [...inRow(1, 0, cols, YOU), ...centred(room, note), ...below], self: null };
  }
  const self = fitIn(room, shape);
  const mirrors = ['a mirror: nobody else sees this', 'a mirror: only you see it'];
  const said = mirrors.map((text) => [YOU, piece(text, 'dim')]);
  const fitting = said.find((pieces) => widthOf(pieces) <= cols) ?? [YOU];
  return { runs: [...plate(self, cols, ...fitting), ...below], self };
}

function promptRowsOf(rows: number): number {
  if (rows >= MIN_PROMPT_STAGE_ROWS) return PROMPT_ROWS;
  return rows >= MIN_SHORT_PROMPT_STAGE_ROWS ? SHORT_PROMPT_ROWS : LINE_PROMPT_ROWS;
}

/** The picture in the middle of its room. */
function fitIn(room: CellRect, { aspect, cellAspect }: SelfShape): CellRect {
  const size = fitPicture(aspect, room, cellAspect);
  return {
    col: room.col + Math.floor((room.cols - size.cols) / 2),
    row: room.row + Math.floor((room.rows - size.rows) / 2),
    ...size,
  };
}

/** Above a picture, from its left edge on. */
function plate({ col, row }: CellRect, cols: number, ...pieces: readonly Piece[]): TextRun[] {
  // It may be wider than the picture: then it begins further to the left.
  return inRow(Math.max(0, Math.min(col, cols - widthOf(pieces))), row - 1, cols, ...pieces);
}

/** What to type, from row `top` on. */
function prompt(scene: MirrorScene, top: number, cols: number, promptRows: number): TextRun[] {
  if (promptRows === LINE_PROMPT_ROWS) return promptLine(scene, top, cols);
  const { commands, signedOutCommands, everythingElse } = inputSentences(scene.isTouch);
  if (scene.name === null) {
    const notSignedIn = piece('You are not signed in.', 'bright');
    const wordings = signedOutCommands.map((what) => [notSignedIn, piece(what, 'plain')]);
    return [
      ...firstFitting(1, top, cols, ...wordings, [notSignedIn]),
      ...commandRow(
        top + 1,
        cols,
        'login --user NAME',
        'sign in and be seen by your friends',
        'signs you in',
      ),
      ...commandRow(top + 2, cols, 'help', ...everythingElse),
    ];
  }
  return [
    ...hello(scene.name, commands, top, cols),
    ...commandRow(
      top + 1,
      cols,
      'call echo',
      'a call with yourself, to see how it looks',
      'tries a call alone',
      'tries a call',
    ),
    ...commandRow(
      top + 2,
      cols,
      'lookup',
      'who is here;  call NAME  calls one of them',
      'who is here to call',
      'who is here',
    ),
    ...commandRow(
      top + 3,
      cols,
      'room create NAME',
      'a room for several;  rooms  lists those there are',
      'a room for several',
      'for several',
    ),
    ...commandRow(top + 4, cols, 'help', ...everythingElse),
    ...(promptRows === PROMPT_ROWS ? joinRows(scene, top + 6, cols) : []),
  ];
}

/** The name whole, if that can be, and what the lines below are. */
function hello(name: string, whats: readonly string[], row: number, cols: number): TextRun[] {
  const greet = (shown: string): string => `Hello, ${shown}.`;
  const what = whats.find((each) => 2 + cellWidth(greet(name) + each) <= cols) ?? '';
  const shown = fitName(name, cols - 2 - cellWidth(what), greet);
  return inRow(1, row, cols, piece(shown, 'bright'), piece(what, 'plain'));
}

/** The essential, on a stage without room for more. */
function promptLine({ name }: MirrorScene, row: number, cols: number): TextRun[] {
  const part = (command: string, what: string): Piece[] => [
    piece(command, 'accent'),
    piece(what, 'dim'),
  ];
  const login = part('login --user NAME', 'signs you in');
  if (name === null) return inRow(1, row, cols, ...login);
  const echo = part('call echo', 'tries a call; ');
  const room = part('room create NAME', 'makes a room; ');
  const help = part('help', 'says the rest');
  return firstFitting(1, row, cols, [...echo, ...room, ...help], [...echo, ...help]);
}

/** A command, and the first of the texts on what it does that finds room behind it. */
function commandRow(
  row: number,
  cols: number,
  command: string,
  ...whats: readonly string[]
): TextRun[] {
  const gap = WHAT_COL - COMMAND_COL - cellWidth(command);
  const rows = whats.map((what) => [piece(command, 'accent'), piece(what, 'plain', gap)]);
  return firstFitting(COMMAND_COL, row, cols, ...rows);
}

/**
 * How others come to this server. One that only this machine reaches is of no use to anybody else.
 */
function joinRows(
  { server, serverCommand }: Pick<MirrorScene, 'server' | 'serverCommand'>,
  row: number,
  cols: number,
): TextRun[] {
  const said = (text: string): Piece => piece(text, 'dim');
  const url = piece(joinUrl(server), 'accent');
  if (!isOfThisMachine(server)) {
    const friends = [said('Friends join from a browser at'), url];
    return firstFitting(1, row, cols, friends, [said('Friends join at'), url], [url]);
  }
  const semicolon = piece(';', 'dim', 0);
  const here = [said('On this machine, others join at'), url, semicolon];
  const elsewhere = piece(`${serverCommand} --help`, 'accent');
  return [
    ...firstFitting(1, row, cols, here, [said('Others here:'), url, semicolon], [url]),
    ...firstFitting(
      1,
      row + 1,
      cols,
      [said('for friends elsewhere:'), elsewhere],
      [said('elsewhere:'), elsewhere],
      [elsewhere],
    ),
  ];
}

/** The address of the web client that goes with a signalling server. */
export function joinUrl(server: string): string {
  return server.replace(/^ws/, 'http').replace(/\/*$/, '/');
}

function layoutWaiting(
  title: string,
  below: string,
  cols: number,
  rows: number,
  shape: SelfShape | null,
): PromptLayout {
  const room = { col: 0, row: 1, cols, rows: Math.max(1, rows - 4) };
  const self = shape === null ? null : fitIn(room, shape);
  return {
    runs: [
      ...(self === null ? inRow(1, 0, cols, YOU) : plate(self, cols, YOU)),
      ...inRow(1, rows - 2, cols, piece(title, 'title')),
      ...inRow(1, rows - 1, cols, piece(below, 'dim')),
    ],
    self,
  };
}
