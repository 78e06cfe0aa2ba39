import * as v from 'valibot';
import { TerminalScreen } from './terminal-screen';

// A player of asciicasts that takes nothing but what the format says:
// https://docs.asciinema.org/manual/asciicast/v2/

const sideSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
const COLOUR = '#[0-9a-f]{6}';
const colourSchema = v.pipe(v.string(), v.regex(new RegExp(`^${COLOUR}$`)));
/** 8 colours or 16. */
const PALETTE = new RegExp(`^${COLOUR}(:${COLOUR}){7}((:${COLOUR}){8})?$`);

const headerSchema = v.strictObject({
  version: v.literal(2),
  width: sideSchema,
  height: sideSchema,
  timestamp: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  duration: v.optional(v.number()),
  idle_time_limit: v.optional(v.number()),
  command: v.optional(v.string()),
  title: v.optional(v.string()),
  env: v.optional(v.record(v.string(), v.string())),
  theme: v.optional(
    v.strictObject({
      fg: colourSchema,
      bg: colourSchema,
      palette: v.pipe(v.string(), v.regex(PALETTE)),
    }),
  ),
});

const timeSchema = v.pipe(v.number(), v.finite(), v.minValue(0));
const eventSchema = v.union([
  v.strictTuple([timeSchema, v.literal('o'), v.string()]),
  v.strictTuple([timeSchema, v.literal('r'), v.pipe(v.string(), v.regex(/^[1-9]\d*x[1-9]\d*$/))]),
]);

export type AsciicastEvent = v.InferOutput<typeof eventSchema>;

export interface Asciicast {
  readonly header: v.InferOutput<typeof headerSchema>;
  readonly events: readonly AsciicastEvent[];
}

/** What JSON would let stand, and the format wants escaped. */
const UNESCAPED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** @throws {Error} for whatever is no asciicast of version 2, to the letter. */
export function parseAsciicast(file: string | Uint8Array): Asciicast {
  const text = typeof file === 'string' ? file : decodeUtf8(file);
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const [header, ...events] = text.slice(0, -1).split('\n').map(parseLine);
  const parsed = events.map((event) => v.parse(eventSchema, event));
  parsed.forEach(([time], index) => {
    if (time < (parsed[index - 1]?.[0] ?? 0)) throw new Error(`time runs backwards at ${time}`);
  });
  return { header: v.parse(headerSchema, header), events: parsed };
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
  { header, events }: Asciicast,
  handleEvent: (screen: TerminalScreen, event: AsciicastEvent) => void = () => {},
): Promise<TerminalScreen> {
  const screen = new TerminalScreen(header.width, header.height);
  for (const event of events) {
    const [, code, data] = event;
    if (code === 'o') {
      await screen.write(data);
    } else {
      const [cols, rows] = data.split('x').map(Number);
      screen.resize(cols, rows);
    }
    handleEvent(screen, event);
  }
  return screen;
}
