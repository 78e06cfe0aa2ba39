import { element } from './element';

/** Help over the stage: plain lines, scrolled with the keyboard, closed with Esc or the help key. */
export class HelpPanel {
  readonly root: HTMLElement;
  private readonly title = element('h2');
  private readonly body = element('pre');

  constructor() {
    this.body.tabIndex = 0;
    this.root = element(
      'section',
      { class: 'panel help', role: 'dialog', label: 'help' },
      this.title,
      this.body,
      element('footer', { text: 'Esc closes · arrows and Page Up/Down scroll' }),
    );
    this.root.hidden = true;
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  show(title: string, lines: readonly string[]): void {
    this.title.textContent = title;
    this.body.textContent = lines.join('\n');
    this.root.hidden = false;
    this.body.scrollTop = 0;
    this.body.focus();
  }

  hide(): void {
    this.root.hidden = true;
  }
}
