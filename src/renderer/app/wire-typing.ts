import { MAX_CHAT_GRAPHEMES } from '../../shared/protocol/limits';
import { sanitiseLine } from '../../shared/text/sanitise';
import type { AppContext } from './app-context';
import { talkingTo } from './wire-call';

type TypingContext = Pick<
  AppContext,
  | 'store'
  | 'settings'
  | 'window'
  | 'local'
  | 'remote'
  | 'participants'
  | 'membership'
  | 'people'
  | 'call'
  | 'room'
>;

/** What is typed in a call or a room is seen there as it is typed, by whoever has `rtt` on. */
export function wireTyping(context: TypingContext): void {
  const { store, settings, window, remote, participants, membership, people } = context;
  const tell = (): void => {
    context.local.update({ typed: typedBy(context) });
  };
  store.add(window.commandLine.onChange(tell));
  store.add(
    membership.onChange((partners) => {
      tell();
      window.chat.typing.keepOnly(partners.map(({ id }) => id));
    }),
  );
  store.add(
    settings.onChange(({ rtt }) => {
      tell();
      if (!rtt) window.chat.typing.keepOnly([]);
    }),
  );
  store.add(
    remote.on('typing', ({ id, value }) => {
      const name = participants.byId(id)?.name;
      if (name === undefined || !settings.current.rtt || people.blocks.has(name)) return;
      // A blank at the end is where a word ends.
      const end = value.endsWith(' ') ? ' ' : '';
      const text = sanitiseLine(value, MAX_CHAT_GRAPHEMES);
      window.chat.typing.show({ id, name, text: text === '' ? '' : text + end });
    }),
  );
}

/** `null`: nobody is to see it. A command is no chat, and so told to nobody. */
function typedBy(context: Pick<TypingContext, 'settings' | 'window' | 'call' | 'room'>) {
  if (!context.settings.current.rtt || talkingTo(context) === null) return null;
  const line = context.window.commandLine.value;
  return line.startsWith('/') ? '' : line;
}
