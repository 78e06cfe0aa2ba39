import type { BrowserContext, Worker } from 'playwright-core';

/** Has the workers of a page take the software that stands in for a GPU for one. */
export async function pretendGpu(context: BrowserContext): Promise<void> {
  await context.route(/picture-worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: `(${hideSoftware.toString()})();${await response.text()}`,
    });
  });
}

/** Runs in the worker, and so knows nothing of this file. */
function hideSoftware(): void {
  const { prototype: context } = WebGL2RenderingContext;
  const getParameter: (name: number) => unknown = Reflect.get(context, 'getParameter');
  context.getParameter = function (this: WebGL2RenderingContext, name: number): unknown {
    const value: unknown = getParameter.call(this, name);
    return typeof value === 'string' ? 'a GPU' : value;
  };
  const { prototype: canvas } = OffscreenCanvas;
  const getContext = Reflect.get(canvas, 'getContext') as (kind: string, options?: object) => null;
  canvas.getContext = function (this: OffscreenCanvas, kind: string, options?: object): null {
    return getContext.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false });
  };
}

/** Takes the context away as a driver reset does; resolves when that has been done. */
export function loseContext(worker: Worker): Promise<void> {
  return worker.evaluate(async () => {
    const { prototype } = WebGL2RenderingContext;
    const draw: typeof prototype.drawArrays = Reflect.get(prototype, 'drawArrays');
    await new Promise<void>((resolve) => {
      prototype.drawArrays = function (this: WebGL2RenderingContext, ...args): void {
        prototype.drawArrays = draw;
        draw.apply(this, args);
        this.getExtension('WEBGL_lose_context')?.loseContext();
        resolve();
      };
    });
  });
}
