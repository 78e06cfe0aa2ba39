import { parseArgs } from 'node:util';
import type { ColourDepth } from '../shared/ascii/terminal-palette';
import { err, ok, type Result } from '../shared/base/result';
import { parseServerAddress } from '../shared/signalling/server-address';
import { sanitiseName } from '../shared/text/sanitise';
import { GRAPHICS_NAMES, type GraphicsName } from './graphics/graphics';
import {
  aloneOnly,
  missingValue,
  unknownColours,
  unknownGraphics,
  unknownOption,
  unusableName,
  unusableServer,
} from './text/tty-sentences';
import { COLOUR_NAMES, TTY_ARGUMENTS } from './tty-arguments';

/** What a client of its own is started with. */
export interface AloneWish {
  readonly server: string;
  /** `null`: the name of last time, or one that is made up. */
  readonly user: string | null;
  readonly camera: string | null;
  readonly microphone: string | null;
  readonly speaker: string | null;
}

export interface TtyOptions {
  readonly isHelp: boolean;
  /** `--colours`; `null`: as many as the terminal says. */
  readonly colours: ColourDepth | null;
  readonly graphics: GraphicsName;
  /** `null`: attached to the app that runs. */
  readonly alone: AloneWish | null;
}

const OF_ALONE = ['user', 'camera', 'microphone', 'speaker'] as const;

type Values = Partial<Record<keyof typeof TTY_ARGUMENTS, string | boolean>>;

/** Reads what stands behind `webcrt tty`; the error is a sentence. */
export function readTtyOptions(words: readonly string[]): Result<TtyOptions, string> {
  const { values, tokens } = parseArgs({
    args: [...words],
    options: TTY_ARGUMENTS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') return err(unknownOption(token.value));
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(TTY_ARGUMENTS, token.name)) return err(unknownOption(token.rawName));
    const wantsValue = token.name !== 'help';
    if (wantsValue && (token.value ?? '') === '') return err(missingValue(token.rawName));
  }
  return readValues(values);
}

function readValues(values: Values): Result<TtyOptions, string> {
  const colours = readColours(textOf(values, 'colours'));
  if (!colours.ok) return colours;
  const graphics = readGraphics(textOf(values, 'graphics'));
  if (!graphics.ok) return graphics;
  const alone = readAlone(values);
  if (!alone.ok) return alone;
  return ok({
    isHelp: values.help === true,
    colours: colours.value,
    graphics: graphics.value,
    alone: alone.value,
  });
}

function readGraphics(wished: string | null): Result<GraphicsName, string> {
  if (wished === null) return ok('cells');
  const graphics = GRAPHICS_NAMES.find((each) => each === wished);
  return graphics === undefined ? err(unknownGraphics(wished, GRAPHICS_NAMES)) : ok(graphics);
}

function readColours(wished: string | null): Result<ColourDepth | null, string> {
  if (wished === null) return ok(null);
  const colours = COLOUR_NAMES.find((each) => each === wished);
  return colours === undefined ? err(unknownColours(wished, COLOUR_NAMES)) : ok(colours);
}

function readAlone(values: Values): Result<AloneWish | null, string> {
  const server = textOf(values, 'server');
  if (server === null) {
    const lone = OF_ALONE.find((name) => values[name] !== undefined);
    return lone === undefined ? ok(null) : err(aloneOnly(lone));
  }
  if (parseServerAddress(server) === null) return err(unusableServer(server));
  const wished = textOf(values, 'user');
  const user = wished === null ? null : sanitiseName(wished);
  if (wished !== null && user === null) return err(unusableName(wished));
  return ok({
    server,
    user,
    camera: textOf(values, 'camera'),
    microphone: textOf(values, 'microphone'),
    speaker: textOf(values, 'speaker'),
  });
}

function textOf(values: Values, name: keyof Values): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}
