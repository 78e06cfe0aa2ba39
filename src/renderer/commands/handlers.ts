import type { CommandName, CommandOf } from '../../shared/commands/definitions';
import type { NoticeTone } from '../text/notice-tone';

/** Does what a command says. */
export type Handler<N extends CommandName> = (command: CommandOf<N>) => void | Promise<void>;

/** One for each of the commands `N`. */
export type Handlers<N extends CommandName> = { readonly [K in N]: Handler<K> };

/** The names of the commands in one area's list of definitions. */
export type NamesOf<D extends readonly { readonly name: CommandName }[]> = D[number]['name'];

/** How a command answers: a line in the chat pane. */
export interface NoticePort {
  notice(text: string, tone: NoticeTone): void;
}
