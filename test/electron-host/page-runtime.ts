import type { ContextBridge, IpcRenderer } from 'electron';
import type { Delivery } from './host-calls';

/** What the page's side needs to know. */
export interface PageRuntimeOptions {
  /** Where the app's pages live in the browser; elsewhere there is no preload. */
  readonly origin: string;
  readonly binding: string;
  /** Well-known symbol under which deliveries arrive. */
  readonly deliveryKey: string;
}

/** What the page tells the test's process. */
export type PageMessage =
  | {
      readonly kind: 'invoke';
      readonly requestId: number;
      readonly channel: string;
      readonly args: string;
    }
  | { readonly kind: 'open-window'; readonly url: string }
  | { readonly kind: 'ask-media'; readonly mediaTypes: ('audio' | 'video')[] }
  | { readonly kind: 'ask-display'; readonly hasSound: boolean };

/** A CommonJS module, wrapped. */
export type PreloadScript = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
) => void;

type Send = (message: PageMessage) => Promise<unknown>;

/**
 * Runs in the page before any of its own scripts: the preload script in a scope of its own, with
 * stand-ins for `contextBridge` and `ipcRenderer`, and the few things that Electron's windows do
 * otherwise than a browser's tabs. Handed over as source, so that it must not use anything outside
 * itself.
 */
export function installPageRuntime(options: PageRuntimeOptions, preload: PreloadScript): void {
  const scope = window as unknown as Record<PropertyKey, unknown>;
  const send = scope[options.binding] as Send | undefined;
  // Electron has no such thing; nor shall the page see one.
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
  delete scope[options.binding];
  if (send === undefined || window.top !== window || location.origin !== options.origin) return;

  // ── structured clone, as text ──────────────────────────────────────────────────────────────
  const encode = (value: unknown): string =>
    JSON.stringify(structuredClone(value), (_key, item: unknown) => {
      if (item instanceof Uint8Array) {
        let bytes = '';
        for (const byte of item) bytes += String.fromCharCode(byte);
        return { $bytes: btoa(bytes) };
      }
      if (ArrayBuffer.isView(item) || item instanceof Map || item instanceof Set) {
        throw new TypeError('The stand-in for Electron does not know this kind of object.');
      }
      return item;
    });

  // ── ipcRenderer ────────────────────────────────────────────────────────────────────────────
  type Listener = Parameters<IpcRenderer['on']>[1];
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  let lastRequestId = 0;
  const ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'> = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const requestId = (lastRequestId += 1);
      return new Promise((resolve, reject) => {
        // Throws, as Electron does, on what cannot be cloned.
        const message: PageMessage = { kind: 'invoke', requestId, channel, args: encode(args) };
        waiting.set(requestId, { resolve, reject });
        send(message).catch(reject);
      });
    },
    on(channel: string, listener: Listener) {
      const own = listeners.get(channel) ?? new Set();
      listeners.set(channel, own.add(listener));
      return ipcRenderer as unknown as IpcRenderer;
    },
    removeListener(channel: string, listener: (...args: never[]) => void) {
      listeners.get(channel)?.delete(listener as Listener);
      return ipcRenderer as unknown as IpcRenderer;
    },
  };

  const deliver = (delivery: Delivery): void => {
    if (delivery.kind === 'push') {
      for (const listener of listeners.get(delivery.channel) ?? []) {
        listener({} as Parameters<Listener>[0], ...delivery.args);
      }
      return;
    }
    const { requestId } = delivery;
    const request = waiting.get(requestId);
    waiting.delete(requestId);
    if (delivery.kind === 'reply') request?.resolve(delivery.value);
    else request?.reject(new Error(delivery.message));
  };
  Object.defineProperty(window, Symbol.for(options.deliveryKey), { value: deliver });

  // ── contextBridge: functions become proxies, all else a frozen copy ────────────────────────
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const target = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => cross(target(...args.map(cross)));
    }
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Promise) {
      return value.then(cross, (error: unknown) => {
        throw new Error(error instanceof Error ? error.message : String(error));
      });
    }
    if (Array.isArray(value)) return Object.freeze(value.map(cross));
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
    const entries = Object.entries(value).map(([key, item]) => [key, cross(item)] as const);
    return Object.freeze(Object.fromEntries(entries));
  };
  const contextBridge = {
    exposeInMainWorld(apiKey: string, api: unknown): void {
      if (apiKey in window) {
        throw new Error(`Cannot bind an API on top of an existing property: ${apiKey}`);
      }
      Object.defineProperty(window, apiKey, { value: cross(api), enumerable: true });
    },
  } satisfies Pick<ContextBridge, 'exposeInMainWorld'>;

  // ── the preload script ─────────────────────────────────────────────────────────────────────
  const require = (id: string): unknown => {
    if (id === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${id} (a sandboxed preload script has no Node)`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports);

  // ── what Electron decides and a browser does not ask about ─────────────────────────────────
  window.open = (url) => {
    void send({
      kind: 'open-window',
      url: new URL(String(url ?? 'about:blank'), location.href).href,
    });
    return null;
  };
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[target=_blank]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    void send({ kind: 'open-window', url: link.href });
  });
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints = {}) => {
    const mediaTypes: ('audio' | 'video')[] = [];
    if (constraints.audio !== undefined && constraints.audio !== false) mediaTypes.push('audio');
    if (constraints.video !== undefined && constraints.video !== false) mediaTypes.push('video');
    const isGranted = await send({ kind: 'ask-media', mediaTypes });
    if (isGranted !== true) throw new DOMException('Permission denied', 'NotAllowedError');
    return getUserMedia(constraints);
  };
  // What the app chose is known by its records; here the tab is shared that the browser was told
  // to.
  const getDisplayMedia = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = async (constraints = {}) => {
    const hasSound = constraints.audio !== undefined && constraints.audio !== false;
    const isGranted = await send({ kind: 'ask-display', hasSound });
    if (isGranted !== true) throw new DOMException('Permission denied', 'NotAllowedError');
    return getDisplayMedia({ ...constraints, audio: false });
  };
}
