import { type Disposable, toDisposable } from '../../shared/base/lifecycle';

/** What can be selected in a terminal that never has the keyboard. */
export interface SelectableText {
  hasSelection(): boolean;
  getSelection(): string;
}

/**
 * Makes the copy key copy what the mouse selected in the terminal, although the keyboard is
 * elsewhere; a selection made there goes first.
 */
export function copySelectionOf(terminal: SelectableText): Disposable {
  const handleCopy = (event: ClipboardEvent): void => {
    if (!event.clipboardData || !terminal.hasSelection() || hasOwnSelection()) return;
    event.clipboardData.setData('text/plain', terminal.getSelection());
    event.preventDefault();
  };
  document.addEventListener('copy', handleCopy);
  return toDisposable(() => {
    document.removeEventListener('copy', handleCopy);
  });
}

function hasOwnSelection(): boolean {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    return field.selectionStart !== field.selectionEnd;
  }
  return document.getSelection()?.isCollapsed === false;
}
