import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from './lab-browser';

describe('the channel for files of a link', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.close());

  it('carries texts and bytes both ways, in order, and says when there is room for more', async () => {
    const { page, errors } = await lab.open();
    const seen = await page.evaluate(async () => {
      const { lab } = window;
      const nothing = { audio: null, video: null };
      const [caller, callee] = await lab.pair(nothing, nothing);
      const arrived: (string | number)[] = [];
      const back: (string | number)[] = [];
      let drained = 0;
      const read = (data: string | ArrayBuffer): string | number =>
        typeof data === 'string' ? data : data.byteLength;
      callee.link.files!.onMessage((data) => arrived.push(read(data)));
      caller.link.files!.onMessage((data) => back.push(read(data)));
      caller.link.files!.onDrained(() => (drained += 1));
      await lab.until(() => caller.link.files!.isOpen && callee.link.files!.isOpen);
      caller.link.files!.send('first');
      for (let index = 0; index < 64; index++) caller.link.files!.send(new Uint8Array(16_384));
      const buffered = caller.link.files!.bufferedBytes;
      caller.link.files!.send('last');
      callee.link.files!.send(new Uint8Array([1, 2, 3]));
      await lab.until(() => arrived.includes('last') && back.length > 0 && drained > 0);
      caller.link.dispose();
      const isSent = caller.link.files!.send('too late');
      return { arrived, back, buffered, isSent };
    });
    expect(seen.arrived).toEqual(['first', ...Array<number>(64).fill(16_384), 'last']);
    expect(seen.back).toEqual([3]);
    expect(seen.buffered).toBeGreaterThan(256 * 1024);
    expect(seen.isSent).toBe(false);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
