import type { LineTone } from '../../shared/ipc/attached-terminal';
import { clockTime } from '../text/clock-time';
import { CHAT_STATES } from '../text/panel-words';
import { type ChatEntry, scopeOf } from './chat-lines';

/** A line of the chat as text alone; `null`: it is told once it is said. */
export function chatText(
  entry: ChatEntry,
): { readonly text: string; readonly tone: LineTone } | null {
  switch (entry.kind) {
    case 'notice':
      return { text: entry.text, tone: entry.tone };
    case 'past':
      return { text: `${clockTime(entry.sentAtMs)} ${entry.from}: ${entry.text}`, tone: 'past' };
    case 'chat': {
      if (entry.state === 'waiting') return null;
      const scope = `${scopeOf(entry)}${CHAT_STATES[entry.state]}`;
      const text = `${clockTime(entry.sentAtMs)} ${entry.from}${scope}: ${entry.text}`;
      return { text, tone: entry.isMine ? 'mine' : 'said' };
    }
  }
}
