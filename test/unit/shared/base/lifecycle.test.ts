import { describe, expect, it } from 'vitest';
import {
  type Disposable,
  DisposableStore,
  MutableDisposable,
  toDisposable,
  toUndo,
} from '../../../../src/shared/base/lifecycle';

/** What writes down that it was ended. */
function named(name: string, ended: string[]): Disposable {
  return { dispose: () => ended.push(name) };
}

describe('toDisposable', () => {
  it('undoes once, and toUndo is its other way round', () => {
    let count = 0;
    const undo = toUndo(toDisposable(() => (count += 1)));
    undo();
    undo();
    expect(count).toBe(1);
  });
});

describe('DisposableStore', () => {
  it('ends what it holds, the newest first', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.add(named('socket', ended));
    store.defer(() => ended.push('timer'));
    store.dispose();
    store.dispose();
    expect(ended).toEqual(['timer', 'socket']);
  });

  it('ends at once what comes too late', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.dispose();
    store.add(named('late', ended));
    expect(ended).toEqual(['late']);
  });

  it('stays usable when it is cleared', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.add(named('first', ended));
    store.clear();
    store.add(named('second', ended));
    expect(ended).toEqual(['first']);
    expect(store.isDisposed).toBe(false);
  });
});

describe('MutableDisposable', () => {
  it('ends the one before when there is another, and what comes after its own end', () => {
    const ended: string[] = [];
    const current = new MutableDisposable<Disposable>();
    current.value = named('first', ended);
    current.value = named('second', ended);
    expect(ended).toEqual(['first']);
    current.dispose();
    current.value = named('third', ended);
    expect(ended).toEqual(['first', 'second', 'third']);
  });
});
