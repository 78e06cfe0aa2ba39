import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { isProgramName } from '../../shared/transfer/program-name';
import { sizeText } from '../../shared/transfer/progress-text';
import { ACCEPT, FILE_PANEL, moreFilesText, REFUSE } from '../text/panel-words';
import { element, listen } from './element';
import './file-panel.css';

export interface FileQuestion {
  readonly from: string;
  /** As it is shown and saved. */
  readonly name: string;
  readonly sizeBytes: number;
  /** How many more files wait behind it. */
  readonly more: number;
}

const DESCRIPTION_ID = 'file-description';
const WARNING_ID = 'file-warning';

/**
 * Asks whether a file is wanted, over the stage. It does not take the focus, as the ring does not.
 */
export class FilePanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly from = element('bdi', { class: 'from' });
  private readonly name = element('bdi', { class: 'name' });
  private readonly size = element('span', { class: 'size' });
  private readonly warning = element('p', { class: 'warning' });
  private readonly more = element('p', { class: 'more' });
  private readonly decisionEmitter = this.store.add(new Emitter<'accept' | 'refuse'>());
  readonly onDecision = this.decisionEmitter.event;

  constructor() {
    const description = element(
      'p',
      {},
      this.from,
      document.createTextNode(FILE_PANEL.wantsToSend),
      this.name,
      document.createTextNode(' '),
      this.size,
    );
    description.id = DESCRIPTION_ID;
    this.warning.id = WARNING_ID;
    this.root = element(
      'section',
      { class: 'panel file', role: 'alertdialog', label: FILE_PANEL.label },
      description,
      this.warning,
      this.more,
      element(
        'div',
        { class: 'buttons' },
        this.createButton('accept', ACCEPT),
        this.createButton('refuse', REFUSE),
        element('span', { class: 'how for-keys', text: FILE_PANEL.orType }),
      ),
    );
    this.root.setAttribute('aria-describedby', `${DESCRIPTION_ID} ${WARNING_ID}`);
    this.root.hidden = true;
  }

  show({ from, name, sizeBytes, more }: FileQuestion): void {
    this.from.textContent = from;
    this.name.textContent = name;
    this.size.textContent = `(${sizeText(sizeBytes)})`;
    this.warning.textContent = isProgramName(name) ? FILE_PANEL.programWarning : '';
    this.more.textContent = moreFilesText(more);
    this.root.hidden = false;
  }

  hide(): void {
    this.root.hidden = true;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  private createButton(decision: 'accept' | 'refuse', text: string): HTMLElement {
    // In the colours of the ring's buttons.
    const button = element('button', {
      class: decision === 'refuse' ? 'decline' : decision,
      text,
    });
    this.store.add(
      listen(button, 'click', () => {
        this.decisionEmitter.fire(decision);
      }),
    );
    return button;
  }
}
