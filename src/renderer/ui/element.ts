export interface ElementOptions {
  readonly class?: string;
  readonly role?: string;
  /** Accessible name. */
  readonly label?: string;
  /** Set as text, never as markup. */
  readonly text?: string;
}

/** Makes an element with its class, role, name and text in one expression. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (options.class !== undefined) node.className = options.class;
  if (options.role !== undefined) node.setAttribute('role', options.role);
  if (options.label !== undefined) node.setAttribute('aria-label', options.label);
  if (options.text !== undefined) node.textContent = options.text;
  node.append(...children);
  return node;
}

/** Subscribes to a DOM event; returns the undo, so that the caller's store can own it. */
export function listen<K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  type: K,
  handler: (event: HTMLElementEventMap[K]) => void,
): { dispose(): void } {
  target.addEventListener(type, handler);
  return {
    dispose: () => {
      target.removeEventListener(type, handler);
    },
  };
}
