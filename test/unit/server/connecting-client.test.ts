import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createReadClient } from '../../../src/server/connecting-client';
import type { GatewayOption } from '../../../src/server/gateway-option';

function readClient(url: string, gateways: readonly GatewayOption[], origin?: string) {
  const headers = { host: 'calls.example', origin };
  const request = { url, headers } as unknown as IncomingMessage;
  return createReadClient(() => '198.51.100.7', gateways)(request);
}

describe('what a first request says of its client', () => {
  it('is where it comes from, and for which host', () => {
    const client = readClient('/socket.io/', []);
    expect(client).toMatchObject({ address: '198.51.100.7', host: 'calls.example', via: null });
    expect(client.addressKey).toBe('198.51.100.7');
  });

  it('is whether a page of the web made it', () => {
    expect(readClient('/socket.io/', []).isGuest).toBe(false);
    expect(readClient('/socket.io/', [], 'https://calls.example').isGuest).toBe(true);
  });

  it('is that it is no WebCRT, where the server has a way in for those', () => {
    const plain: GatewayOption = { name: 'webrtc', room: null };
    expect(readClient('/socket.io/?plain', []).via).toBeNull();
    expect(readClient('/socket.io/?plain', [plain]).via).toBe('webrtc');
    expect(readClient('/socket.io/', [plain]).via).toBeNull();
  });

  it('is whether it knows by which way others come, where there are such', () => {
    const plain: GatewayOption = { name: 'webrtc', room: null };
    expect(readClient('/socket.io/', []).knowsVia).toBe(true);
    expect(readClient('/socket.io/', [plain]).knowsVia).toBe(false);
    expect(readClient('/socket.io/?knows=via', [plain]).knowsVia).toBe(true);
  });
});
