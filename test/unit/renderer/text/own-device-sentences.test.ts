import { describe, expect, it } from 'vitest';
import { readStartOptions } from '../../../../src/renderer/host/page-start-options';
import { deviceQrCode } from '../../../../src/renderer/text/own-device-sentences';

const CODE = 'K7Q2-M0XT-4PZ9';

describe('the QR code of a new device', () => {
  it.each([
    ['wss://calls.example.org', 'https://calls.example.org/#link=K7Q2-M0XT-4PZ9'],
    ['wss://calls.example.org/webcrt/', 'https://calls.example.org/webcrt/#link=K7Q2-M0XT-4PZ9'],
    ['ws://192.168.0.7:8080', 'http://192.168.0.7:8080/#link=K7Q2-M0XT-4PZ9'],
  ])('opens the page of %s, which takes the code out again', (server, address) => {
    const { content, line } = deviceQrCode(CODE, 'ann', server);
    expect(content).toBe(address);
    expect(readStartOptions(new URL(content), '1.0.0', '').deviceCode).toBe(CODE);
    expect(line).toBe(`device link ${CODE}`);
  });

  it('is the code alone where nobody else gets to by that address', () => {
    for (const server of ['ws://localhost:8080', 'ws://127.0.0.1:8080/']) {
      expect(deviceQrCode(CODE, 'ann', server).content).toBe(CODE);
    }
  });
});
