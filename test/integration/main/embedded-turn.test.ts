import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChosenServer, chooseServer, type NamedTurn } from '../../../src/main/choose-server';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { TestClient } from '../server/helpers/test-client';

let folder: string;
let server: ChosenServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-app-turn-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

/** The app's own server, with a file of that secret. */
async function start(turn: Omit<NamedTurn, 'secretFile'>, secret: string): Promise<ChosenServer> {
  const secretFile = join(folder, 'secret');
  writeFileSync(secretFile, secret);
  const program = { port: 0, webRoot: folder, serverCommand: 'webcrt-server', dataFolder: folder };
  server = await chooseServer(null, {
    ...program,
    turn: { ...turn, secretFile },
    logger: SILENT_LOGGER,
  });
  return server;
}

async function handedOut({ url }: ChosenServer): Promise<readonly string[]> {
  const ann = await new TestClient(url.replace(/^ws/, 'http')).connected();
  await ann.signIn('ann');
  const { servers } = await ann.ask('turn:credentials', {});
  ann.dispose();
  return servers.flatMap(({ urls }) => urls);
}

describe("the app's own server", () => {
  it('hands out the TURN server that it was started with', async () => {
    const started = await start({ urls: ['turn:turn.example'] }, 'north-star-secret');
    expect(started.notices).toEqual([]);
    expect(await handedOut(started)).toEqual(['turn:turn.example']);
  });

  it.each([
    [['turn:turn.example'], 'short', /^No TURN server is handed out\. The secret .* too short/],
    [['https://a'], 'north-star-secret', /^No TURN server is handed out\. https:\/\/a is not/],
  ])('starts without %j where it cannot be used, and says so', async (urls, secret, notice) => {
    const started = await start({ urls }, secret);
    expect(started.notices).toEqual([expect.stringMatching(notice)]);
    expect(await handedOut(started)).toEqual([]);
  });
});
