import * as v from 'valibot';
import { MAX_NAME_GRAPHEMES, MAX_SLUG_CHARS } from '../protocol/limits';
import { nameKey, sanitiseLine, sanitiseName, sanitiseText } from '../text/sanitise';

/** So many lines of a conversation are kept; older ones go. */
export const MAX_KEPT_LINES = 500;
/** So many of them are shown when it is opened again. */
export const SHOWN_LINES = 20;
/** So many conversations are kept; those that rested longest go. */
export const MAX_CONVERSATIONS = 200;

const MAX_CONVERSATION_NAME_GRAPHEMES = Math.max(MAX_SLUG_CHARS, MAX_NAME_GRAPHEMES);

/** With whom, or where, something is said. */
export interface Conversation {
  readonly kind: 'person' | 'room';
  /** Of a person; of a room its slug, as its name may be another room's tomorrow. */
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

/** A conversation and its lines, oldest first. */
export interface ChatLog extends Conversation {
  readonly lines: readonly KeptLine[];
}
const logSchema = v.strictObject({
  kind: v.picklist(['person', 'room']),
  name: v.string(),
  lines: v.array(v.unknown()),
});

/** The beginning of the keys of all that a keeper keeps. */
export function keeperKey({ server, name }: Keeper): string {
  return `chat ${server} ${nameKey(name)} `;
}

export function conversationKey(keeper: Keeper, { kind, name }: Conversation): string {
  // Slugs are unique as they are; `nameKey` would take two that look alike for one.
  return `${keeperKey(keeper)}${kind} ${kind === 'room' ? name.toLowerCase() : nameKey(name)}`;
}

/**
 * What was kept, sanitised once more: whoever can write to the disk shall not write to the screen.
 * `null`: nothing that can be read.
 */
export function parseChatLog(input: unknown): ChatLog | null {
  const log = v.safeParse(logSchema, input);
  if (!log.success) return null;
  const name = sanitiseLine(log.output.name, MAX_CONVERSATION_NAME_GRAPHEMES);
  if (name === '') return null;
  return {
    kind: log.output.kind,
    name,
    lines: log.output.lines.slice(-MAX_KEPT_LINES).flatMap(readLine),
  };
}

function readLine(input: unknown): readonly KeptLine[] {
  const parsed = v.safeParse(lineSchema, input);
  if (!parsed.success) return [];
  const from = sanitiseName(parsed.output.from);
  const text = sanitiseText(parsed.output.text);
  return from === null || text === '' ? [] : [{ ...parsed.output, from, text }];
}

/** `before`: what is kept of it so far, `null`: nothing. */
export function addLine(
  before: ChatLog | null,
  { kind, name }: Conversation,
  line: KeptLine,
): ChatLog {
  return { kind, name, lines: [...(before?.lines ?? []), line].slice(-MAX_KEPT_LINES) };
}

/**
 * Two conversations as one, under the name `name`: that of a person who is called otherwise now.
 */
export function mergeLogs(one: ChatLog | null, other: ChatLog | null, name: string): ChatLog {
  const lines = [...(one?.lines ?? []), ...(other?.lines ?? [])];
  lines.sort((a, b) => a.sentAtMs - b.sentAtMs);
  return { kind: 'person', name, lines: lines.slice(-MAX_KEPT_LINES) };
}

/** When something was last said there. */
export function restingSinceMs({ lines }: ChatLog): number {
  return lines.at(-1)?.sentAtMs ?? 0;
}

/** The conversations that have to go, so that there are no more than `MAX_CONVERSATIONS`. */
export function surplusLogs<L extends ChatLog>(logs: readonly L[]): readonly L[] {
  const newestFirst = [...logs].sort((a, b) => restingSinceMs(b) - restingSinceMs(a));
  return newestFirst.slice(MAX_CONVERSATIONS);
}
