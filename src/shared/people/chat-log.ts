import * as v from 'valibot';
import { nameKey, sanitiseName, sanitiseText } from '../text/sanitise';

/** So many lines of a conversation are kept; older ones go. */
export const MAX_KEPT_LINES = 500;
/** So many of them are shown when it is opened again. */
export const SHOWN_LINES = 20;

/** With whom, or where, something is said. */
export interface Conversation {
  readonly kind: 'person' | 'room';
  readonly name: string;
}

/** Who keeps it: names are somebody's on one server only, and several people may use a browser. */
export interface Keeper {
  readonly server: string;
  readonly name: string;
}

const lineSchema = v.strictObject({
  from: v.string(),
  text: v.string(),
  sentAtMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  isMine: v.boolean(),
});
export type KeptLine = v.InferOutput<typeof lineSchema>;

/** The beginning of the keys of all that a keeper keeps. */
export function keeperKey({ server, name }: Keeper): string {
  return `chat ${server} ${nameKey(name)} `;
}

export function conversationKey(keeper: Keeper, { kind, name }: Conversation): string {
  return `${keeperKey(keeper)}${kind} ${nameKey(name)}`;
}

/** What was kept, oldest first, sanitised once more: whoever can write to the disk shall not write to the screen. */
export function parseChatLog(input: unknown): readonly KeptLine[] {
  if (!Array.isArray(input)) return [];
  return input.slice(-MAX_KEPT_LINES).flatMap((each) => {
    const parsed = v.safeParse(lineSchema, each);
    if (!parsed.success) return [];
    const from = sanitiseName(parsed.output.from);
    const text = sanitiseText(parsed.output.text);
    return from === null || text === '' ? [] : [{ ...parsed.output, from, text }];
  });
}

export function addLine(lines: readonly KeptLine[], line: KeptLine): readonly KeptLine[] {
  return [...lines, line].slice(-MAX_KEPT_LINES);
}
