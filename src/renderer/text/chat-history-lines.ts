import { type ChatLog, type Conversation, restingSinceMs } from '../../shared/people/chat-log';

/** What `history chat` says: what is kept of whom, and how to be rid of it. Pure. */
export function keptChatText(
  logs: readonly ChatLog[],
  isOn: boolean,
  dayTime: (atMs: number) => string,
): string {
  const about =
    `What is said in private and in rooms is ${isOn ? '' : 'not '}kept on this device ` +
    `(/config chat_history ${isOn ? 'off' : 'on'} changes that).`;
  if (logs.length === 0) return `${about} Nothing is kept now.`;
  // Sentences and no table: the pane is as narrow as the window wants it.
  const lines = logs.map((log) => {
    const count = `${log.lines.length} ${log.lines.length === 1 ? 'line' : 'lines'}`;
    return `- ${placeOf(log)}: ${count}, last ${dayTime(restingSinceMs(log))}`;
  });
  const end =
    '/history chat clear NAME forgets one of them, /history chat clear all forgets them all.';
  return [about, ...lines, end].join('\n');
}

/** What `history chat clear` says; `name`: what was asked for, `null`: all. */
export function forgottenChatText(gone: readonly Conversation[], name: string | null): string {
  const first = gone.at(0);
  if (first === undefined) {
    return name === null
      ? 'No conversation is kept here.'
      : `No conversation with ${name}, and none in a room ${name}, is kept here. /history chat lists them.`;
  }
  if (gone.length > 1 && name === null) return `${gone.length} conversations are forgotten.`;
  if (gone.length > 1)
    return `The conversations with ${name} and in the room ${name} are forgotten.`;
  return `The conversation ${placeOf(first)} is forgotten.`;
}

function placeOf({ kind, name }: Conversation): string {
  return kind === 'person' ? `with ${name}` : `in the room ${name}`;
}
