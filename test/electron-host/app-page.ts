import type { BrowserContext, Page, Route } from 'playwright-core';
import type { AppCalls, Delivery, FrameInfo, ScreenCalls } from './host-calls';
import type { Rpc } from './rpc';
import { installPageRuntime, type PageMessage, type PageRuntimeOptions } from './page-runtime';

const BINDING = '__electronHost';
const DELIVERY_KEY = 'webcrt.electron-host';
const APP_ORIGIN = 'app://webcrt';

type Ask = Rpc<ScreenCalls, AppCalls>['call'];

interface ForeignRequest {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The page of one window of the app: a real one, in a real browser. */
export class AppPage {
  private pageOrigin = '';
  private entryUrl = '';
  /** Navigations that the main process began: it is not asked about those. */
  private ownNavigations = 0;
  private deliveries: Promise<unknown> = Promise.resolve();
  private isPrepared = false;
  private readonly foreign = new Map<number, ForeignRequest>();
  /** Counts down, so that it never meets the numbers of the page. */
  private lastForeignId = 0;

  constructor(
    readonly windowId: number,
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly ask: Ask,
  ) {}

  async load({ url, appOrigin, preload }: Parameters<ScreenCalls['load']>[1]): Promise<void> {
    this.pageOrigin = appOrigin;
    await this.prepare(preload);
    this.entryUrl = appOrigin + url;
    await this.navigateOurselves(() => this.page.goto(this.entryUrl));
  }

  async reload(): Promise<void> {
    await this.navigateOurselves(() => this.page.goto(this.entryUrl));
  }

  /** Leaves the page without a word, as a process does that dies. */
  async abandon(): Promise<void> {
    await this.navigateOurselves(() => this.page.goto('about:blank'));
  }

  /** A request that did not come from our page. Its answer does not go there either. */
  sendAs(frame: FrameInfo, channel: string, args: unknown[]): Promise<unknown> {
    const requestId = (this.lastForeignId -= 1);
    return new Promise((resolve, reject) => {
      this.foreign.set(requestId, { resolve, reject });
      this.ask('invoke', this.windowId, frame, requestId, channel, args).catch(reject);
    });
  }

  /** One after the other: a push must not overtake the reply before it. */
  deliver(delivery: Delivery): void {
    if (delivery.kind !== 'push' && this.answerForeign(delivery)) return;
    const text = encode(delivery);
    this.deliveries = this.deliveries
      .then(() => this.page.evaluate(deliverInPage, { text, key: DELIVERY_KEY }))
      // A page that is going away hears nothing more.
      .catch(() => undefined);
  }

  /** An address of the browser, as the app would know it. */
  toAppUrl(url: string): string {
    return url.startsWith(`${this.pageOrigin}/`)
      ? APP_ORIGIN + url.slice(this.pageOrigin.length)
      : url;
  }

  private async prepare(preload: string): Promise<void> {
    if (this.isPrepared) return;
    this.isPrepared = true;
    await this.page.exposeBinding(BINDING, ({ frame }, message: PageMessage) => {
      const info = { url: this.toAppUrl(frame.url()), isTop: frame.parentFrame() === null };
      return this.handleMessage(message, info);
    });
    const options: PageRuntimeOptions = {
      origin: this.pageOrigin,
      binding: BINDING,
      deliveryKey: DELIVERY_KEY,
    };
    const script = `function (require, module, exports) {\n${preload}\n}`;
    const runtime = installPageRuntime.toString();
    await this.page.addInitScript({
      content: `(${runtime})(${JSON.stringify(options)}, ${script});`,
    });
    await this.context.route('**/*', (route) => this.handleRoute(route));
    this.context.on('page', (popup) => {
      void popup.close();
    });
  }

  private async handleMessage(message: PageMessage, frame: FrameInfo): Promise<unknown> {
    switch (message.kind) {
      case 'invoke': {
        const args = decode(message.args) as unknown[];
        await this.ask('invoke', this.windowId, frame, message.requestId, message.channel, args);
        return null;
      }
      case 'open-window':
        return this.ask('openWindow', this.windowId, this.toAppUrl(message.url));
      case 'ask-display':
        return (await this.ask('askDisplay', frame, message.hasSound)) !== null;
      case 'ask-media': {
        const { mediaTypes } = message;
        const question = { permission: 'media', origin: APP_ORIGIN, isMainFrame: frame.isTop };
        const { request } = await this.ask('askPermission', { ...question, mediaTypes });
        return request;
      }
    }
  }

  private answerForeign(delivery: Exclude<Delivery, { kind: 'push' }>): boolean {
    const request = this.foreign.get(delivery.requestId);
    if (request === undefined) return false;
    this.foreign.delete(delivery.requestId);
    if (delivery.kind === 'reply') request.resolve(delivery.value);
    else request.reject(new Error(delivery.message));
    return true;
  }

  private async navigateOurselves(navigate: () => Promise<unknown>): Promise<void> {
    this.ownNavigations += 1;
    try {
      await navigate();
    } finally {
      this.ownNavigations -= 1;
    }
  }

  /** Everything passes but navigations that the app does not want, as in Electron. */
  private async handleRoute(route: Route): Promise<void> {
    const request = route.request();
    if (!request.isNavigationRequest() || this.ownNavigations > 0) return route.continue();
    const isMainFrame = request.frame().parentFrame() === null;
    const url = this.toAppUrl(request.url());
    const mayGo = await this.ask('mayNavigate', this.windowId, url, isMainFrame);
    return mayGo ? route.continue() : route.abort('aborted');
  }
}

/** Runs in the page. */
function deliverInPage({ text, key }: { text: string; key: string }): void {
  const deliver: unknown = Reflect.get(window, Symbol.for(key));
  const delivery: unknown = JSON.parse(text, (_name, item: unknown) => {
    if (typeof item !== 'object' || item === null || !('$bytes' in item)) return item;
    return Uint8Array.from(atob(String(item.$bytes)), (char) => char.charCodeAt(0));
  });
  if (typeof deliver === 'function') (deliver as (value: unknown) => void)(delivery);
}

function encode(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item instanceof Uint8Array ? { $bytes: Buffer.from(item).toString('base64') } : item,
  );
}

function decode(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || !('$bytes' in item)) return item;
    return new Uint8Array(Buffer.from(String(item.$bytes), 'base64'));
  }) as unknown;
}
