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
      readonly remoteCamera: boolean;
      readonly remoteMicrophone: boolean;
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
const PROMPT_ROWS = 7;
const LOW_STAGE_ROWS = 22;
const LOW_PROMPT_ROWS = 3;
/** The self-view's share of the stage's width and height in a call. */
const SELF_VIEW_SHARE = 0.24;
const MIN_SELF_COLS = 16;
const MIN_SELF_ROWS = 5;

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
    case 'outgoing':
      return layoutWaiting(
        scene.isRinging ? `Ringing at ${scene.peer} ...` : `Calling ${scene.peer} ...`,
        'hangup (or Alt+H) stops it.',
        cols,
        rows,
        hasSelfPicture,
      );
    case 'incoming':
      return layoutWaiting(`${scene.peer} is calling`, '', cols, rows, hasSelfPicture);
    case 'connecting':
      return layoutWaiting(
        `Connecting to ${scene.peer} ...`,
        'Pictures travel directly between you, encrypted.',
        cols,
        rows,
        hasSelfPicture,
      );
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
  const runs: TextRun[] = [run(1, 0, ' you ', 'inverse')];
  if (hasSelfPicture) runs.push(run(7, 0, 'a mirror: nobody else sees this', 'dim'));
  else {
    const note = scene.cameraNote ?? 'Waiting for your camera ...';
    const at = picture.row + Math.floor(picture.rows / 2);
    runs.push(...wrapCentred(note, cols, at, scene.cameraNote === null ? 'dim' : 'warn'));
  }
  const top = rows - promptRows;
  runs.push(...(isLow ? lowPrompt(scene, top + 1) : prompt(scene, top)));
  return { runs, self: hasSelfPicture ? picture : null, remote: null, isSelfInset: false };
}

function prompt(scene: Extract<StageScene, { kind: 'mirror' }>, top: number): TextRun[] {
  if (scene.name === null) {
    return [
      run(1, top + 1, 'You are not signed in.', 'bright'),
      ...commandLine(top + 2, 'login --user NAME', 'sign in and be seen by your friends'),
      ...commandLine(top + 3, 'help', 'everything else (F1)'),
    ];
  }
  return [
    run(1, top + 1, `Hello, ${scene.name}.`, 'bright'),
    run(10 + scene.name.length, top + 1, 'Type one of these and press Enter:', 'plain'),
    ...commandLine(top + 2, 'call echo', 'a call with yourself, to see how it looks'),
    ...commandLine(top + 3, 'lookup', 'who is here;  call NAME  calls one of them'),
    ...commandLine(top + 4, 'help', 'everything else (F1)'),
    run(1, top + 6, 'Friends join from a browser at', 'dim'),
    run(32, top + 6, joinUrl(scene.server), 'accent'),
  ];
}

function lowPrompt(scene: Extract<StageScene, { kind: 'mirror' }>, row: number): TextRun[] {
  if (scene.name === null) {
    return [run(1, row, 'login --user NAME', 'accent'), run(20, row, 'signs you in', 'dim')];
  }
  return [
    run(1, row, 'call echo', 'accent'),
    run(12, row, 'tries a call;', 'dim'),
    run(26, row, 'help', 'accent'),
    run(32, row, 'says the rest', 'dim'),
  ];
}

function commandLine(row: number, command: string, what: string): TextRun[] {
  return [run(3, row, command, 'accent'), run(22, row, what, 'plain')];
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
  hasSelfPicture: boolean,
): StageLayout {
  const picture = { col: 0, row: 1, cols, rows: Math.max(1, rows - 4) };
  return {
    runs: [
      run(1, 0, ' you ', 'inverse'),
      run(1, rows - 2, title, 'title'),
      run(1, rows - 1, below, 'dim'),
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
  const plate = ` ${scene.peer} `;
  const runs: TextRun[] = [
    run(1, 0, plate, 'inverse'),
    run(plate.length + 2, 0, scene.elapsed, 'dim'),
  ];
  if (!scene.remoteMicrophone) {
    runs.push(run(plate.length + scene.elapsed.length + 4, 0, 'microphone off', 'warn'));
  }
  if (!scene.remoteCamera) {
    runs.push(...wrapCentred(`${scene.peer} has no camera on`, cols, Math.floor(rows / 2), 'dim'));
  }
  return {
    runs,
    self: hasSelfPicture ? selfView(cols, rows) : null,
    isSelfInset: true,
    remote: scene.remoteCamera ? { col: 0, row: 1, cols, rows: Math.max(1, rows - 1) } : null,
  };
}

function layoutReconnecting(
  peer: string,
  cols: number,
  rows: number,
  hasSelfPicture: boolean,
): StageLayout {
  const title = `The connection to ${peer} is interrupted: it is being made again ...`;
  return {
    runs: [
      run(1, 0, ` ${peer} `, 'inverse'),
      ...wrapCentred(title, cols, Math.floor(rows / 2), 'warn'),
      ...wrapCentred('hangup ends the call.', cols, Math.floor(rows / 2) + 3, 'dim'),
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

function run(col: number, row: number, text: string, style: TextStyle): TextRun {
  return { col, row, text, style };
}

/** Breaks a sentence at spaces and centres its lines from `row` on. */
function wrapCentred(text: string, cols: number, row: number, style: TextStyle): TextRun[] {
  const width = Math.max(1, cols - 4);
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if (longer.length <= width || last === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line, index) =>
    run(Math.max(0, Math.floor((cols - line.length) / 2)), row + index, line, style),
  );
}
