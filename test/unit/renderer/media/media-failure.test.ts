import { describe, expect, it } from 'vitest';
import { failureReason, isWorthAnotherDevice } from '../../../../src/renderer/media/media-failure';

describe('a failure of getUserMedia', () => {
  it.each([
    [new DOMException('Permission denied', 'NotAllowedError'), 'denied'],
    [new DOMException('Permission dismissed', 'NotAllowedError'), 'denied'],
    [new DOMException('Permission denied by system', 'NotAllowedError'), 'denied-by-system'],
    [new DOMException('Requested device not found', 'NotFoundError'), 'not-found'],
    [new DOMException('Could not start video source', 'NotReadableError'), 'in-use'],
    [{ name: 'OverconstrainedError', message: '', constraint: 'deviceId' }, 'constraints'],
    [new TypeError('At least one of audio and video must be requested'), 'constraints'],
    [new DOMException('', 'AbortError'), 'aborted'],
    [new DOMException('', 'InvalidStateError'), 'aborted'],
    [new DOMException('', 'SecurityError'), 'insecure-page'],
    [new Error('what?'), 'unknown'],
    ['a text', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
    [{ name: 'constructor' }, 'unknown'],
  ])('is told apart: %s', (error, reason) => {
    expect(failureReason(error)).toBe(reason);
  });

  it('is no reason to try another device when the answer would be the same', () => {
    expect(isWorthAnotherDevice('denied')).toBe(false);
    expect(isWorthAnotherDevice('denied-by-system')).toBe(false);
    expect(isWorthAnotherDevice('insecure-page')).toBe(false);
    expect(isWorthAnotherDevice('in-use')).toBe(true);
    expect(isWorthAnotherDevice('constraints')).toBe(true);
  });
});
