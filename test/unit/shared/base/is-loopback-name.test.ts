import { describe, expect, it } from 'vitest';
import { isLoopbackName } from '../../../../src/shared/base/is-loopback-name';

describe('isLoopbackName', () => {
  it.each(['localhost', 'calls.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('is %s', (name) => {
    expect(isLoopbackName(name)).toBe(true);
  });

  it.each(['', '127.evil.example', '127.0.0.1.example', 'localhost.example', 'mylocalhost', '::2'])(
    'is not %j',
    (name) => {
      expect(isLoopbackName(name)).toBe(false);
    },
  );
});
