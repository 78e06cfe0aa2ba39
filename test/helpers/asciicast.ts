import * as v from 'valibot';
import { TerminalScreen } from './terminal-screen';

// A player of asciicasts that takes nothing but what the formats say:
// https://docs.asciinema.org/manual/asciicast/v2/
// https://docs.asciinema.org/manual/asciicast/v3/

const sideSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
const COLOUR = '#[0-9a-f]{6}';
const colourSchema = v.pipe(v.string(), v.regex(new RegExp(`^${COLOUR}$`)));
/** 8 colours or 16. */
const PALETTE = new RegExp(`^${COLOUR}(:${COLOUR}){7}((:${COLOUR}){8})?$`);

const themeSchema = v.strictObject({
  fg: colourSchema,
  bg: colourSchema,
  palette: v.pipe(v.string(), v.regex(PALETTE)),
});
const commonFields = {
  timestamp: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  idle_time_limit: v.optional(v.number()),
  command: v.optional(v.string()),
  title: v.optional(v.string()),
  env: v.optional(v.record(v.string(), v.string())),
};

const headerSchema = v.variant('version', [
  v.strictObject({
    version: v.literal(2),
    width: sideSchema,
    height: sideSchema,
    duration: v.optional(v.number()),
    ...commonFields,
    theme: v.optional(themeSchema),
  }),
  v.strictObject({
    version: v.literal(3),
    term: v.strictObject({
      cols: sideSchema,
      rows: sideSchema,
      type: v.optional(v.string()),
      version: v.optional(v.string()),
      theme: v.optional(themeSchema),
    }),
    ...commonFields,
    tags: v.optional(v.array(v.string())),
  }),
]);

const timeSchema = v.pipe(v.number(), v.finite(), v.minValue(0));
const SIZE = /^[1-9]\d*x[1-9]\d*$/;
const outputSchema = v.strictTuple([timeSchema, v.literal('o'), v.string()]);
const resizeSchema = v.strictTuple([timeSchema, v.literal('r'), v.pipe(v.string(), v.regex(SIZE))]);
const exitSchema = v.strictTuple([
  timeSchema,
  v.literal('x'),
  v.pipe(v.string(), v.regex(/^\d+$/)),
]);
const eventSchemas = {
  2: v.union([outputSchema, resizeSchema]),
  3: v.union([outputSchema, resizeSchema, exitSchema]),
};

export type AsciicastEvent = v.InferOutput<(typeof eventSchemas)[3]>;

export interface Asciicast {
  readonly header: v.InferOutput<typeof headerSchema>;
  /** Their times are since the start, whichever way the version has it. */
  readonly events: readonly AsciicastEvent[];
}

/** What JSON would let stand, and the format wants escaped. */
const UNESCAPED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** @throws {Error} for whatever is no asciicast of version 2 or 3, to the letter. */
export function parseAsciicast(file: string | Uint8Array): Asciicast {
  const text = typeof file === 'string' ? file : decodeUtf8(file);
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const [first, ...lines] = text.slice(0, -1).split('\n');
  const header = v.parse(headerSchema, parseLine(first ?? ''));
  const isComment = (line: string): boolean => header.version === 3 && line.startsWith('#');
  const parsed = lines
    .filter((line) => !isComment(line))
    .map((line) => v.parse(eventSchemas[header.version], parseLine(line)));
  return { header, events: header.version === 2 ? checkOrder(parsed) : sinceStart(parsed) };
}

function checkOrder(events: readonly AsciicastEvent[]): readonly AsciicastEvent[] {
  events.forEach(([time], index) => {
    if (time < (events[index - 1]?.[0] ?? 0)) throw new Error(`time runs backwards at ${time}`);
  });
  return events;
}

/** Version 3 counts from the event before, in seconds. */
function sinceStart(events: readonly AsciicastEvent[]): readonly AsciicastEvent[] {
  let ms = 0;
  return events.map((event, index) => {
    const [interval, code] = event;
    if (code === 'x' && index < events.length - 1) throw new Error('it goes on after its end');
    ms += interval * 1_000;
    const time = Math.round(ms) / 1_000;
    return [time, ...event.slice(1)] as unknown as AsciicastEvent;
  });
}

/** In cells, at the start. */
export function asciicastSize({ header }: Asciicast): { readonly cols: number; rows: number } {
  if (header.version === 3) return { cols: header.term.cols, rows: header.term.rows };
  return { cols: header.width, rows: header.height };
}

function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function parseLine(line: string): unknown {
  if (UNESCAPED.test(line)) throw new Error(`not printable: ${JSON.stringify(line)}`);
  return JSON.parse(line) as unknown;
}

/**
 * Plays all of it into a real terminal. `handleEvent` sees the terminal after every event. To be
 * disposed by the caller.
 */
export async function playAsciicast(
  cast: Asciicast,
  handleEvent: (screen: TerminalScreen, event: AsciicastEvent) => void = () => {},
): Promise<TerminalScreen> {
  const { cols: startCols, rows: startRows } = asciicastSize(cast);
  const screen = new TerminalScreen(startCols, startRows);
  for (const event of cast.events) {
    const [, code, data] = event;
    if (code === 'o') {
      await screen.write(data);
    } else if (code === 'r') {
      const [cols, rows] = data.split('x').map(Number);
      screen.resize(cols, rows);
    }
    handleEvent(screen, event);
  }
  return screen;
}
