import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { listen } from './element';

/** Has the user choose files, in the system's own window; none when they changed their mind. */
export function chooseFiles(): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  return new Promise((resolve) => {
    input.addEventListener('change', () => {
      resolve([...(input.files ?? [])]);
    });
    input.addEventListener('cancel', () => {
      resolve([]);
    });
    input.click();
  });
}

export interface DropHandlers {
  handleFiles(files: readonly File[]): void;
  /** A folder was dropped, which has no bytes of its own. */
  handleFolder(name: string): void;
}

/** Takes files that are dropped on the window. Without it, the browser would open them in its place. */
export function takeDrops(target: HTMLElement, handlers: DropHandlers): Disposable {
  const store = new DisposableStore();
  const mark = (isOver: boolean): void => {
    target.classList.toggle('dropping', isOver);
  };
  store.add(
    listen(target, 'dragover', (event) => {
      event.preventDefault();
      mark(event.dataTransfer?.types.includes('Files') === true);
    }),
  );
  store.add(
    listen(target, 'dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !target.contains(relatedTarget)) mark(false);
    }),
  );
  store.add(
    listen(target, 'drop', (event) => {
      event.preventDefault();
      mark(false);
      if (event.dataTransfer !== null) hand(event.dataTransfer, handlers);
    }),
  );
  return store;
}

function hand({ items }: DataTransfer, handlers: DropHandlers): void {
  const files: File[] = [];
  for (const item of items) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) continue;
    if (item.webkitGetAsEntry()?.isDirectory === true) handlers.handleFolder(file.name);
    else files.push(file);
  }
  if (files.length > 0) handlers.handleFiles(files);
}
