import type { PageBox } from '../../shared/stage/cell-point';
import { PARTS } from '../text/panel-words';
import { element } from './element';
import './drop-sign.css';

/** Says, while a file is held over the window, to whom it would go. */
export class DropSign {
  readonly root: HTMLElement;
  private readonly text = element('p', {});

  constructor() {
    this.root = element(
      'div',
      { class: 'drop-sign', role: 'status', label: PARTS.drop },
      this.text,
    );
    this.root.hidden = true;
  }

  /**
   * `area`: the tile it would be dropped on, in CSS pixels of the page; `null`: it is the window.
   */
  show(text: string, area: PageBox | null): void {
    if (this.text.textContent !== text) this.text.textContent = text;
    const { style } = this.root;
    style.left = area === null ? '' : `${area.left}px`;
    style.top = area === null ? '' : `${area.top}px`;
    style.width = area === null ? '' : `${area.width}px`;
    style.height = area === null ? '' : `${area.height}px`;
    this.root.classList.toggle('tile', area !== null);
    this.root.hidden = false;
  }

  hide(): void {
    this.root.hidden = true;
  }
}
