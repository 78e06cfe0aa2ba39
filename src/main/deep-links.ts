import { app } from 'electron';
import { Emitter } from '../shared/base/emitter';
import { isLink, LINK_SCHEME, parseRoomLink, type RoomLink } from '../shared/signalling/deep-link';

/**
 * The link on a command line; `null`: there is none. Browsers and desktops put it there, whoever
 * made it.
 */
function linkOf(argv: readonly string[]): string | null {
  return argv.find(isLink) ?? null;
}

/**
 * Links to rooms, however they come: on the command line of this start or of a second one, or from
 * macOS as an event, which may come before the app is ready.
 */
export class DeepLinks {
  private first: RoomLink | null = null;
  private isFirstTaken = false;
  private readonly linkEmitter = new Emitter<RoomLink>();
  /** A link that was followed after the window had asked for the first. */
  readonly onLink = this.linkEmitter.event;
  private readonly unusableEmitter = new Emitter<string>();
  /** A sentence about a link that could not be followed. */
  readonly onUnusable = this.unusableEmitter.event;
  private problem: string | null = null;

  constructor() {
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.handleUrl(url);
    });
  }

  /**
   * Makes this the program that links open. Packages say so, too; without a package nothing is
   * said.
   */
  register(): void {
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  }

  handleArguments(argv: readonly string[]): void {
    const url = linkOf(argv);
    if (url !== null) this.handleUrl(url);
  }

  /** What the app was started with. From here on links are told as they come. */
  takeFirst(): RoomLink | null {
    const { first } = this;
    this.first = null;
    this.isFirstTaken = true;
    return first;
  }

  /** A link of the start that could not be followed; `null`: there was none such. */
  get firstProblem(): string | null {
    return this.problem;
  }

  private handleUrl(url: string): void {
    const link = parseRoomLink(url);
    if (link === null) this.refuse();
    else if (this.isFirstTaken) this.linkEmitter.fire(link);
    else this.first = link;
  }

  private refuse(): void {
    const sentence =
      'The link that was opened leads nowhere. Links to rooms look like webcrt://room/NAME?server=wss://HOST';
    if (this.isFirstTaken) this.unusableEmitter.fire(sentence);
    else this.problem = sentence;
  }
}
