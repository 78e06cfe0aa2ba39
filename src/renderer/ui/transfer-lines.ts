import { percentOf, progressText } from '../../shared/transfer/progress-text';
import { barLabel, pausedText } from '../text/transfer-sentences';
import type { SharedFile } from '../transfer/file-exchange';
import type { TransferView } from '../transfer/file-transfers';
import type { ChatPane } from './chat-pane';
import { element } from './element';

/** As often as anybody can read it. */
const RENDER_INTERVAL_MS = 100;
/** A speed of less than that is a guess. */
const MIN_MEASURED_MS = 500;
const MS_PER_S = 1_000;

interface Line {
  readonly root: HTMLElement;
  readonly bar: HTMLElement;
  /** Since when it moves without a break, and from where. */
  start: { readonly atMs: number; readonly bytes: number } | null;
  renderedAtMs: number;
}

/**
 * A bar of text in the chat pane for every file on its way. For the eye, and for a screen reader
 * that asks; what is worth saying aloud is said in notices.
 */
export class TransferLines {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly pane: Pick<ChatPane, 'appendLine'>,
    private readonly nowMs: () => number,
  ) {}

  handleChange({ key, view, person }: SharedFile): void {
    const isMoving = view.state.kind === 'sending' || view.state.kind === 'receiving';
    if (!isMoving) {
      this.lines.get(key)?.root.remove();
      this.lines.delete(key);
      return;
    }
    const line = this.lines.get(key) ?? this.append(key, view, person.name);
    if (view.isPaused) line.start = null;
    else line.start ??= { atMs: this.nowMs(), bytes: view.doneBytes };
    const isDue = this.nowMs() - line.renderedAtMs >= RENDER_INTERVAL_MS;
    if (isDue || view.isPaused) this.render(line, view);
  }

  private append(key: string, view: TransferView, peer: string): Line {
    const label = barLabel(view, peer);
    const bar = element('span', { class: 'bar' });
    const root = element(
      'p',
      { class: 'chat-entry transfer', role: 'progressbar', label },
      element('bdi', { class: 'name', text: label }),
      bar,
    );
    root.setAttribute('aria-live', 'off');
    const line: Line = { root, bar, start: null, renderedAtMs: 0 };
    this.lines.set(key, line);
    this.pane.appendLine(root);
    return line;
  }

  private render(line: Line, view: TransferView): void {
    const { doneBytes, sizeBytes, isPaused } = view;
    line.renderedAtMs = this.nowMs();
    const bytesPerSecond = this.speedOf(line, doneBytes);
    const text = progressText({ doneBytes, sizeBytes, bytesPerSecond });
    line.bar.textContent = isPaused ? pausedText(text) : text;
    line.root.setAttribute('aria-valuenow', String(percentOf(doneBytes, sizeBytes)));
    line.root.setAttribute('aria-valuetext', text);
  }

  private speedOf({ start }: Line, doneBytes: number): number | null {
    if (start === null) return null;
    const passedMs = this.nowMs() - start.atMs;
    return passedMs < MIN_MEASURED_MS ? null : ((doneBytes - start.bytes) * MS_PER_S) / passedMs;
  }
}
