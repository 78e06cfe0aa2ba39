import type { Result } from '../../shared/base/result';
import type { Command } from '../../shared/commands/definitions';
import { commandSentence } from '../../shared/commands/command-sentence';
import { complete, type Completion, type CompletionContext } from '../../shared/commands/complete';
import { CommandHistory } from '../../shared/commands/history';
import { parseLine } from '../../shared/commands/parse-command';
import { type RoomLink, parseInvitation } from '../../shared/signalling/deep-link';
import { CONFIG_KEYS, valuesFor } from '../../shared/config/parse-setting';
import type { ChatFailure } from '../chat/chat-client';
import type { NoticeTone } from '../text/notice-tone';
import { heldHint } from '../text/panel-words';
import { refusalSentence } from '../text/refusal-sentences';

export interface LinePorts {
  /** Whom a bare line is said to; `null` out of calls. */
  partner(): string | null;
  people(): readonly string[];
  /** Who is in the call or room. */
  company(): readonly string[];
  /** What else Tab offers: people on lists, rooms and servers. */
  lists(): Required<Pick<CompletionContext, 'servers' | 'rooms' | 'blocked' | 'autoAnswerPeople'>>;
  run(command: Command): Promise<void>;
  tell(to: string, text: string): Promise<Result<void, ChatFailure>>;
  notice(text: string, tone: NoticeTone): void;
  hint(text: string): void;
  /** Says where an invitation leads, and fills in the line that goes there. */
  suggestRoom(link: RoomLink): void;
  /** Puts a line into the box; '' empties it. */
  setLine(line: string): void;
}

/** What becomes of a line that was entered: a command, chat, a question, or a sentence about it. */
export class LineEntry {
  private readonly history = new CommandHistory();
  /** Reads like a command; entered once more as it is, it is chat. */
  private held: string | null = null;

  constructor(private readonly ports: LinePorts) {}

  complete(line: string, cursor: number): Completion {
    return complete(line, cursor, {
      isInCall: this.ports.partner() !== null,
      people: this.ports.people(),
      company: this.ports.company(),
      ...this.ports.lists(),
      settingKeys: CONFIG_KEYS,
      settingValues: valuesFor,
    });
  }

  previous(draft: string): string | null {
    return this.history.previous(draft);
  }

  next(): string | null {
    return this.history.next();
  }

  async enter(line: string): Promise<void> {
    const partner = this.ports.partner();
    const text = line.trim();
    const isConfirmed = this.held === text && partner !== null;
    this.held = null;
    const parsed = parseLine(line, { isInCall: partner !== null });
    if (parsed.ok && parsed.value.kind === 'held' && !isConfirmed) {
      this.hold(text, partner ?? '');
      return;
    }
    this.history.add(line);
    this.ports.setLine('');
    // In a call it is something to say, and to be opened by whoever wants to.
    const invitation = partner === null ? parseInvitation(text) : null;
    if (invitation !== null) this.ports.suggestRoom(invitation);
    else if (!parsed.ok) this.ports.notice(commandSentence(parsed.error), 'error');
    else if (parsed.value.kind === 'command') await this.ports.run(parsed.value.command);
    else if (partner !== null) await this.say(partner, parsed.value.text);
  }

  private hold(text: string, partner: string): void {
    this.held = text;
    // A terminal's line is empty once it is entered, and what it says stands beside it.
    this.ports.setLine(text);
    this.ports.hint(heldHint(partner));
  }

  /** A line that could not be sent comes back to the box: nothing typed is lost. */
  private async say(partner: string, text: string): Promise<void> {
    const outcome = await this.ports.tell(partner, text);
    if (outcome.ok) return;
    this.ports.notice(refusalSentence(outcome.error, partner), 'error');
    this.ports.setLine(text);
  }
}
