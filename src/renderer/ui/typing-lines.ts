import { PhraseReader } from '../chat/phrase-reader';
import { TYPING } from '../text/panel-words';
import { element } from './element';

/** What somebody is typing; sanitised. */
export interface Typing {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

interface Line {
  readonly root: HTMLElement;
  readonly text: HTMLElement;
  readonly phrases: PhraseReader;
  pauseTimer: number;
}

/** Nothing more came for so long: what there is is read out. */
const PAUSE_MS = 1_200;

/** What others type, as they type it, below what was said; read out by the phrase. */
export class TypingLines {
  readonly root = element('div', { class: 'typing', label: TYPING });
  private readonly spoken = element('p', { class: 'unseen', role: 'status' });
  private readonly lines = new Map<string, Line>();

  constructor() {
    this.root.setAttribute('aria-live', 'off');
    this.spoken.setAttribute('aria-live', 'polite');
    this.root.append(this.spoken);
  }

  /** '' is taken away. */
  show({ id, name, text }: Typing): void {
    const known = this.lines.get(id);
    if (text === '') {
      if (known === undefined) return;
      window.clearTimeout(known.pauseTimer);
      known.root.remove();
      this.lines.delete(id);
      return;
    }
    const line = known ?? this.add(id, name);
    line.text.textContent = text;
    this.speak(line, name, text, false);
    window.clearTimeout(line.pauseTimer);
    line.pauseTimer = window.setTimeout(() => {
      this.speak(line, name, text, true);
    }, PAUSE_MS);
  }

  /** Of those who are there. */
  keepOnly(ids: readonly string[]): void {
    for (const id of [...this.lines.keys()]) {
      if (!ids.includes(id)) this.show({ id, name: '', text: '' });
    }
  }

  private add(id: string, name: string): Line {
    const text = element('span', { class: 'typed' });
    const root = element('p', {}, element('span', { class: 'from', text: `${name} ` }), text);
    this.root.append(root);
    const line = { root, text, phrases: new PhraseReader(), pauseTimer: 0 };
    this.lines.set(id, line);
    return line;
  }

  private speak(line: Line, name: string, text: string, isPause: boolean): void {
    const phrase = line.phrases.take(text, isPause);
    if (phrase !== '') this.spoken.textContent = `${name}: ${phrase}`;
  }
}
