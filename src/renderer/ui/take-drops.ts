import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { listen } from './element';

/** A point of the page, in CSS pixels. */
export interface PagePoint {
  readonly xPx: number;
  readonly yPx: number;
}

export interface DropHandlers {
  /** Files are held over that point. */
  handleOver(point: PagePoint): void;
  /** They are not any more, dropped or taken away. */
  handleGone(): void;
  handleFiles(files: readonly File[], point: PagePoint): void;
  /** A folder was dropped, which has no bytes of its own. */
  handleFolder(name: string): void;
}

/**
 * Takes files that are dropped on the window. Without it, the browser would open them in its place.
 */
export function takeDrops(target: HTMLElement, handlers: DropHandlers): Disposable {
  const store = new DisposableStore();
  store.add(
    listen(target, 'dragover', (event) => {
      event.preventDefault();
      if (event.dataTransfer?.types.includes('Files') === true) handlers.handleOver(pointOf(event));
    }),
  );
  store.add(
    listen(target, 'dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !target.contains(relatedTarget))
        handlers.handleGone();
    }),
  );
  store.add(
    listen(target, 'drop', (event) => {
      event.preventDefault();
      handlers.handleGone();
      if (event.dataTransfer !== null) hand(event.dataTransfer, pointOf(event), handlers);
    }),
  );
  return store;
}

function pointOf({ clientX: xPx, clientY: yPx }: MouseEvent): PagePoint {
  return { xPx, yPx };
}

function hand({ items }: DataTransfer, point: PagePoint, handlers: DropHandlers): void {
  const files: File[] = [];
  for (const item of items) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) continue;
    if (item.webkitGetAsEntry()?.isDirectory === true) handlers.handleFolder(file.name);
    else files.push(file);
  }
  if (files.length > 0) handlers.handleFiles(files, point);
}
