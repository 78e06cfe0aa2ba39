import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { seedSigner } from '../../src/shared/identity/seed-signer';
import { unsealSeed } from '../../src/shared/identity/sealed-seed';
import type { ElectronApp } from '../electron-host/launch';

/** Secrets of one app by what they are, each as a line of a log would have it. */
export type Secrets = Readonly<Record<string, readonly string[]>>;

interface ListeningWindow {
  /** What the server gives the app to come back into a room with. */
  tickets?: string[];
}

/** Before the app gets into a room. */
export async function listenForTickets(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tickets: string[] = ((window as ListeningWindow).tickets = []);
    window.webcrt!.signalling.onPush((push) => {
      if (push.name === 'room:ticket') tickets.push(push.payload.ticket);
    });
  });
}

/** What the connections of the page were set up with, and what only this device knows. */
export async function secretsOf({ window: page }: ElectronApp): Promise<Secrets> {
  const passphrase = 'a passphrase of chance';
  const sealed = await page.evaluate((secret) => {
    return window.webcrt!.identity.exportSealed(secret);
  }, passphrase);
  const seed = await unsealSeed(sealed, passphrase);
  if (!seed.ok) throw new Error(seed.error);
  const { publicKey } = await page.evaluate(() => window.webcrt!.identity.load());
  if (seedSigner(seed.value).publicKey !== publicKey) throw new Error('that is another seed');
  const bytes = Buffer.from(seed.value);
  const { ufrags, passwords } = await iceSecrets(page);
  return {
    seed: [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')],
    passphrase: [passphrase],
    tickets: await page.evaluate(() => (window as ListeningWindow).tickets ?? []),
    'owner keys': await ownerKeys(page),
    // Four characters of chance could be anything: these say what they are.
    'ICE fragments': ufrags.flatMap((ufrag) => [`ufrag:${ufrag}`, `ufrag ${ufrag}`]),
    'ICE passwords': passwords,
  };
}

async function iceSecrets(page: Page): Promise<Readonly<Record<'ufrags' | 'passwords', string[]>>> {
  const all = await page.evaluate(() => {
    const { probedConnections = [] } = globalThis as { probedConnections?: RTCPeerConnection[] };
    return probedConnections.flatMap(({ localDescription, remoteDescription }) => [
      localDescription?.sdp ?? '',
      remoteDescription?.sdp ?? '',
    ]);
  });
  const found = (line: RegExp) => [
    ...new Set(all.flatMap((sdp) => Array.from(sdp.matchAll(line), ([, value]) => value))),
  ];
  return { ufrags: found(/^a=ice-ufrag:(\S+)/gm), passwords: found(/^a=ice-pwd:(\S+)/gm) };
}

function ownerKeys(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('webcrt');
        opening.onerror = () => {
          reject(new Error('no storage'));
        };
        opening.onsuccess = () => {
          const kept = opening.result.transaction('kept').objectStore('kept').get('owner-keys');
          kept.onsuccess = () => {
            resolve(((kept.result ?? []) as { key: string }[]).map(({ key }) => key));
          };
        };
      }),
  );
}

/** All that an app has written: on its console, and into its file. */
export async function writtenBy(app: ElectronApp): Promise<readonly string[]> {
  const file = await readFile(join(app.userDataDir, 'logs', 'webcrt.log'), 'utf8');
  return [...app.log, ...file.split('\n')];
}

/** The secrets that are in `lines`, by what they are. */
export function leakedInto(lines: readonly string[], secrets: Secrets): readonly string[] {
  return Object.entries(secrets).flatMap(([what, all]) =>
    all.some((secret) => lines.some((line) => line.includes(secret))) ? [what] : [],
  );
}
