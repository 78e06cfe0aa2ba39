import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { keepTextSize } from '../../../src/main/text-size';
import { Emitter } from '../../../src/shared/base/emitter';

class FakeContents extends EventEmitter {
  isGone = false;
  readonly factors: number[] = [];
  isDestroyed(): boolean {
    return this.isGone;
  }
  setZoomFactor(factor: number): void {
    this.factors.push(factor);
  }
}

function start(): {
  contents: FakeContents;
  readonly choose: (size: number) => void;
  readonly stop: () => void;
} {
  const contents = new FakeContents();
  const changed = new Emitter<null>();
  let size = 150;
  const settings = {
    get settings() {
      return { text_size: size };
    },
    onChange: (listener: () => void) => changed.event(listener),
  };
  const kept = keepTextSize(contents as unknown as Electron.WebContents, settings);
  const choose = (chosen: number): void => {
    size = chosen;
    changed.fire(null);
  };
  return {
    contents,
    choose,
    stop: () => {
      kept.dispose();
    },
  };
}

describe('keepTextSize', () => {
  it('gives each page that is loaded the size that was kept', () => {
    const { contents } = start();
    contents.emit('did-finish-load');
    contents.emit('did-finish-load');
    expect(contents.factors).toEqual([1.5, 1.5]);
  });

  it('follows the setting until it is told to stop, or the window is gone', () => {
    const { contents, choose, stop } = start();
    choose(80);
    expect(contents.factors).toEqual([0.8]);
    contents.isGone = true;
    choose(90);
    contents.isGone = false;
    stop();
    choose(200);
    expect(contents.factors).toEqual([0.8]);
  });
});
