import { describe, expect, it } from 'vitest';
import { InputMethod, isInputMethodKey } from '../../../../src/renderer/ui/input-method';

const enter = { key: 'Enter', keyCode: 13, isComposing: false };

function compositionEnd(timeStamp: number): Event {
  const event = new Event('compositionend');
  Object.defineProperty(event, 'timeStamp', { value: timeStamp });
  return event;
}

describe('isInputMethodKey', () => {
  it('knows the keys of a composition, as browsers say it and as Safari does', () => {
    expect(isInputMethodKey({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(isInputMethodKey({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(isInputMethodKey({ isComposing: false, keyCode: 13 })).toBe(false);
  });
});

describe('InputMethod', () => {
  it("takes the Enter that ended a composition, in Safari's order", () => {
    const target = new EventTarget();
    const inputMethod = new InputMethod(target);
    target.dispatchEvent(compositionEnd(1_000));
    expect(inputMethod.takes({ ...enter, keyCode: 229, timeStamp: 1_002 })).toBe(true);
    // The next one is pressed by somebody who means the line.
    expect(inputMethod.takes({ ...enter, timeStamp: 1_200 })).toBe(false);
    inputMethod.dispose();
  });

  it('takes an Enter that went down before the composition had ended, whatever its code', () => {
    const target = new EventTarget();
    const inputMethod = new InputMethod(target);
    target.dispatchEvent(compositionEnd(1_000));
    expect(inputMethod.takes({ ...enter, timeStamp: 999 })).toBe(true);
    expect(inputMethod.takes({ ...enter, key: 'a', timeStamp: 999 })).toBe(false);
    inputMethod.dispose();
  });

  it('takes no Enter where nothing was composed, nor after its end', () => {
    const target = new EventTarget();
    const inputMethod = new InputMethod(target);
    expect(inputMethod.takes({ ...enter, timeStamp: 5 })).toBe(false);
    inputMethod.dispose();
    target.dispatchEvent(compositionEnd(1_000));
    expect(inputMethod.takes({ ...enter, timeStamp: 5 })).toBe(false);
  });
});
