import type { CellRect } from '../../shared/stage/cell-rect';
import { fitPicture } from '../../shared/stage/fit-picture';
import { cellWidth } from '../../shared/text/cell-width';
import type { TextRun } from '../terminal/terminal-surface';
import { inputSentences } from '../text/input-sentences';
import { isOfThisMachine } from '../text/invite-url';
import {
  callingText,
  type CommandHint,
  connectingText,
  FIRST_COMMANDS,
  FRIENDS_ELSEWHERE,
  FRIENDS_JOIN_AT,
  FRIENDS_ON_NETWORK,
  greeting,
  helpOf,
  HOST_ON,
  isCallingText,
  MIRROR,
  NOT_SIGNED_IN,
  OTHERS_JOIN_AT,
  PICTURES_ARE_ENCRYPTED,
  SHORT_HINTS,
  WAITING_FOR_CAMERA,
} from '../text/stage-sentences';
import { YOU } from '../text/tile-words';
import { centred, firstFitting, fitName, inRow, piece, type Piece, widthOf } from './text-pieces';

/** What the stage is about while there is nobody else on it. Names are sanitised. */
export type PromptScene =
  | {
      readonly kind: 'mirror';
      /** `null`: not signed in. */
      readonly name: string | null;
      readonly server: string;
      readonly serverCommand: string;
      /** The app has a server of its own, which can let others on the network in. */
      readonly canHost: boolean;
      /** Why there is no local picture; `null` when there is one. */
      readonly cameraNote: string | null;
      /** One points with a finger here. */
      readonly isTouch: boolean;
      /** Whether it says what to type. */
      readonly hasPrompt: boolean;
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

const OWN_PLATE = piece(` ${YOU} `, 'inverse');

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
      const title = fitName(scene.peer, cols - 1, (name) => callingText(name, scene.isRinging));
      return layoutWaiting(title, inputSentences(scene.isTouch).stopsCalling, cols, rows, shape);
    }
    case 'incoming': {
      const title = fitName(scene.peer, cols - 1, isCallingText);
      return layoutWaiting(title, '', cols, rows, shape);
    }
    case 'connecting': {
      const title = fitName(scene.peer, cols - 1, connectingText);
      return layoutWaiting(title, PICTURES_ARE_ENCRYPTED, cols, rows, shape);
    }
  }
}

function layoutMirror(
  scene: MirrorScene,
  cols: number,
  rows: number,
  shape: SelfShape | null,
): PromptLayout {
  const promptRows = scene.hasPrompt ? promptRowsOf(rows) : 0;
  const room = { col: 0, row: 1, cols, rows: Math.max(1, rows - promptRows - 1) };
  const below = promptRows === 0 ? [] : prompt(scene, rows - promptRows + 1, cols, promptRows);
  if (shape === null) {
    const note: Piece =
      scene.cameraNote === null
        ? piece(WAITING_FOR_CAMERA, 'dim')
        : piece(scene.cameraNote, 'warn');
    return {
      runs: [...inRow(1, 0, cols, OWN_PLATE), ...centred(room, note), ...below],
      self: null,
    };
  }
  const self = fitIn(room, shape);
  const said = MIRROR.map((text) => [OWN_PLATE, piece(text, 'dim')]);
  const fitting = said.find((pieces) => widthOf(pieces) <= cols) ?? [OWN_PLATE];
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
  const help = { command: 'help', whats: everythingElse };
  if (scene.name === null) {
    const notSignedIn = piece(NOT_SIGNED_IN, 'bright');
    const wordings = signedOutCommands.map((what) => [notSignedIn, piece(what, 'plain')]);
    return [
      ...firstFitting(1, top, cols, ...wordings, [notSignedIn]),
      ...commandRow(top + 1, cols, FIRST_COMMANDS.login),
      ...commandRow(top + 2, cols, help),
    ];
  }
  return [
    ...hello(scene.name, commands, top, cols),
    ...commandRow(top + 1, cols, FIRST_COMMANDS.echo),
    ...commandRow(top + 2, cols, FIRST_COMMANDS.lookup),
    ...commandRow(top + 3, cols, FIRST_COMMANDS.room),
    ...commandRow(top + 4, cols, help),
    ...(promptRows === PROMPT_ROWS ? joinRows(scene, top + 6, cols) : []),
  ];
}

/** The name whole, if that can be, and what the lines below are. */
function hello(name: string, whats: readonly string[], row: number, cols: number): TextRun[] {
  const what = whats.find((each) => 2 + cellWidth(greeting(name) + each) <= cols) ?? '';
  const shown = fitName(name, cols - 2 - cellWidth(what), greeting);
  return inRow(1, row, cols, piece(shown, 'bright'), piece(what, 'plain'));
}

/** The essential, on a stage without room for more. */
function promptLine({ name }: MirrorScene, row: number, cols: number): TextRun[] {
  const part = (command: string, what: string): Piece[] => [
    piece(command, 'accent'),
    piece(what, 'dim'),
  ];
  const login = part(FIRST_COMMANDS.login.command, SHORT_HINTS.login);
  if (name === null) return inRow(1, row, cols, ...login);
  const echo = part(FIRST_COMMANDS.echo.command, SHORT_HINTS.echo);
  const room = part(FIRST_COMMANDS.room.command, SHORT_HINTS.room);
  const help = part('help', SHORT_HINTS.help);
  // Its word says it.
  const word = piece('help', 'accent', 2);
  const shorter = [
    [...echo, word],
    [piece(FIRST_COMMANDS.echo.command, 'accent'), word],
  ];
  const whole = [
    [...echo, ...room, ...help],
    [...echo, ...help],
  ];
  return firstFitting(1, row, cols, ...whole, ...shorter);
}

/** A command, and the first of the texts on what it does that finds room behind it. */
function commandRow(row: number, cols: number, { command, whats }: CommandHint): TextRun[] {
  const gap = WHAT_COL - COMMAND_COL - cellWidth(command);
  const rows = whats.map((what) => [piece(command, 'accent'), piece(what, 'plain', gap)]);
  return firstFitting(COMMAND_COL, row, cols, ...rows);
}

/**
 * How others come to this server. One that only this machine reaches is of no use to anybody else.
 */
function joinRows(
  { server, serverCommand, canHost }: Pick<MirrorScene, 'server' | 'serverCommand' | 'canHost'>,
  row: number,
  cols: number,
): TextRun[] {
  const said = (text: string): Piece => piece(text, 'dim');
  const url = piece(joinUrl(server), 'accent');
  if (!isOfThisMachine(server)) {
    return firstFitting(1, row, cols, ...FRIENDS_JOIN_AT.map((text) => [said(text), url]), [url]);
  }
  const semicolon = piece(';', 'dim', 0);
  const here = OTHERS_JOIN_AT.map((text) => [said(text), url, semicolon]);
  const command = piece(helpOf(serverCommand), 'accent');
  const elsewhere = FRIENDS_ELSEWHERE.map((text) => [said(text), command]);
  const hostOn = piece(HOST_ON, 'accent');
  const network = FRIENDS_ON_NETWORK.map((text) => [said(text), hostOn]);
  // Where there is room for one of them, the one that takes no other machine.
  const both = network.flatMap((near) => elsewhere.map((far) => [...near, semicolon, ...far]));
  const further = canHost ? [...both, ...network] : elsewhere;
  return [
    ...firstFitting(1, row, cols, ...here, [url]),
    ...firstFitting(1, row + 1, cols, ...further, [canHost ? hostOn : command]),
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
      ...(self === null ? inRow(1, 0, cols, OWN_PLATE) : plate(self, cols, OWN_PLATE)),
      ...inRow(1, rows - 2, cols, piece(title, 'title')),
      ...inRow(1, rows - 1, cols, piece(below, 'dim')),
    ],
    self,
  };
}
