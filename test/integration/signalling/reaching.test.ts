import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MainSignalling } from '../../../src/main/signalling';
import {
  createSignallingServer,
  CRYPTO_RANDOM,
  HTTP_SERVER_OPTIONS,
  type SignallingServer,
  SYSTEM_CLOCK,
} from '../../../src/server/index';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { seedSigner } from '../../../src/shared/identity/seed-signer';
import { SignallingClient } from '../../../src/shared/signalling/signalling-client';
import type { SignallingState } from '../../../src/shared/signalling/signalling-api';

/** Two certificates of their own, for localhost. */
let folder: string;
let own: { readonly cert: string; readonly key: string };
let other: { readonly cert: string; readonly key: string };
let running: SignallingServer | undefined;
let plain: Server | undefined;

function makeCertificate(name: string): typeof own {
  const [cert, key] = [join(folder, `${name}.pem`), join(folder, `${name}-key.pem`)];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-days', '1', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'pipe' },
  );
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

const fingerprintOf = ({ cert }: typeof own): string => new X509Certificate(cert).fingerprint256;

/** Starts the product's server; resolves to its port, and what it was asked for. */
async function start(tls: typeof own | null): Promise<{ port: number; asked: string[] }> {
  const httpServer =
    tls === null
      ? createPlainServer(HTTP_SERVER_OPTIONS)
      : createTlsServer({ ...HTTP_SERVER_OPTIONS, ...tls });
  const asked: string[] = [];
  const note = ({ url = '' }: { url?: string }): void => void asked.push(url);
  httpServer.on('request', note).on('upgrade', note);
  const components = { logger: SILENT_LOGGER, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
  running = createSignallingServer(httpServer, components);
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  return { port: (httpServer.address() as AddressInfo).port, asked };
}

/** Signs in as the desktop app does. */
async function signIn(server: string, pinned: string | null = null) {
  const states: SignallingState[] = [];
  const sink = {
    handleState: (state: SignallingState) => void states.push(state),
    handlePush: () => undefined,
  };
  const signalling = new MainSignalling(
    SILENT_LOGGER,
    sink,
    () => pinned,
    () => Promise.resolve(seedSigner(new Uint8Array(32))),
  );
  const outcome = await signalling.api.signIn({ server, name: 'ann', presence: 'available' });
  const state = states.at(-1);
  signalling.dispose();
  return { outcome, state };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-reaching-'));
  own = makeCertificate('own');
  other = makeCertificate('other');
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  plain?.close();
  plain = undefined;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a server that the app does not reach', () => {
  it('has a certificate of its own: it is named, and nothing is sent', async () => {
    const { port, asked } = await start(own);
    const { outcome } = await signIn(`wss://localhost:${port}`);
    expect(outcome).toEqual({
      ok: false,
      reason: 'offline',
      reach: { problem: 'certificate-unknown', fingerprint: fingerprintOf(own) },
    });
    expect(asked).toEqual([]);
  });

  it('shows another certificate than the trusted one: nothing is sent', async () => {
    const { port, asked } = await start(other);
    const { outcome } = await signIn(`wss://localhost:${port}`, fingerprintOf(own));
    expect(outcome).toMatchObject({
      reach: { problem: 'certificate-changed', fingerprint: fingerprintOf(other) },
    });
    expect(asked).toEqual([]);
  });

  it('speaks no TLS', async () => {
    const { port } = await start(null);
    const { outcome } = await signIn(`wss://localhost:${port}`);
    expect(outcome).toMatchObject({ reach: { problem: 'not-encrypted' } });
  });

  it('is not there', async () => {
    const { port } = await start(null);
    await running?.close();
    const { outcome } = await signIn(`ws://127.0.0.1:${port}`);
    expect(outcome).toMatchObject({ reach: { problem: 'nobody-listens' } });
  });

  it('has a name that nobody has', async () => {
    const { outcome } = await signIn('ws://nowhere.invalid:1');
    expect(outcome).toMatchObject({ reach: { problem: 'host-unknown' } });
  });

  it('is a web server without signalling', async () => {
    const server = createPlainServer((_request, response) => response.writeHead(404).end());
    plain = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { outcome } = await signIn(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(outcome).toMatchObject({ reach: { problem: 'no-signalling' } });
  });

  it('lets nobody in from there', async () => {
    const { port } = await start(null);
    const client = new SignallingClient({ logger: SILENT_LOGGER, origin: 'https://evil.test' });
    const server = `ws://127.0.0.1:${port}`;
    const outcome = await client.signIn({ server, name: 'ann', presence: 'available' });
    client.dispose();
    expect(outcome).toMatchObject({ ok: false, reach: { problem: 'not-admitted' } });
  });
});

describe('a certificate that the user trusts', () => {
  it('is enough, and is said to be theirs', async () => {
    const { port } = await start(own);
    const { outcome, state } = await signIn(`wss://localhost:${port}`, fingerprintOf(own));
    expect(outcome).toMatchObject({ ok: true, name: 'ann' });
    expect(state).toMatchObject({ kind: 'signed-in', isSecure: true, isPinned: true });
  });
});
