import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSamples } from '../../../src/alone/media/samples';
import { readWav, WavWriter } from '../../../src/alone/media/wav-file';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { PlainClient } from '../../helpers/plain/plain-client';
import { createWeriftEnd } from '../../helpers/plain/werift-end';
import { terminalLikeness } from '../../helpers/terminal-likeness';
import { TtyTerminal } from '../../helpers/tty-terminal';

const MIN_LIKENESS = 0.9;
const COLS = 160;

/** `webcrt tty --server`: plain Node.js in a real terminal, and a real browser at the other end. */
describe('a client of its own in a terminal', () => {
  let folder: string;
  let server: AppServer;
  let bob: AppDriver;
  let tty: TtyTerminal;
  /** It sends back what it gets. */
  let robot: PlainClient;
  let head: readonly LumaFrame[];
  let pattern: readonly LumaFrame[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-tty-'));
    server = await startAppServer({ gateways: [{ name: 'webrtc', room: null }] });
    head = await clipFrames(HEAD_CLIP, 6);
    pattern = await clipFrames(patternClip(), 2);
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: HEAD_CLIP });
    await bob.waitForStatus(/signed in as bob/);
    tty = new TtyTerminal({
      cols: COLS,
      rows: 48,
      words: [
        ...['tty', '--server', server.url.replace(/^http/, 'ws'), '--user', 'ann'],
        ...['--camera', patternClip(), `--user-data-dir=${folder}`],
        ...['--microphone', toneFile(folder), '--speaker', join(folder, 'heard.wav')],
      ],
    });
    await tty.waitFor(/signed in as ann/);
    robot = await PlainClient.signIn(server.url, 'robot', createWeriftEnd);
  });

  afterAll(async () => {
    await tty?.close();
    await robot?.dispose();
    await bob?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('completes, calls, and shows who answers as their camera sees them', async () => {
    tty.type('call bo\t');
    await tty.waitFor(/> call bob/);
    tty.type('\r');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await tty.waitFor(/in call with bob/);
    tty.enter('/selfview hidden');
    await tty.until('picture like the clip', async () => {
      return terminalLikeness(await tty.cells(), COLS, head) >= MIN_LIKENESS;
    });
  });

  it('is seen as its clip', async () => {
    await bob.expectPicture('ann');
    const ink = inkOfStyle('ascii-color');
    await bob.setStyle('ascii-color');
    await bob.until('a picture like the clip', async () => {
      return bestTextMatch(await bob.snapshotText(), pattern, ink) >= MIN_LIKENESS;
    });
  });

  it('is heard once its key is pressed, and hears', async () => {
    await bob.waitForChat(/You are connected to ann/);
    expect((await bob.receivedMedia()).audioEnergy).toBe(0);
    tty.enter('/ptt off');
    await bob.until('sound', async () => (await bob.receivedMedia()).audioEnergy > 0.001);
    await tty.until('sound', () => {
      const heard = readWav(join(folder, 'heard.wav'));
      return Promise.resolve(heard !== null && Math.max(...heard.slice(-48_000)) > 0.01);
    });
  });

  it('is verified by seven emoji', async () => {
    await bob.type('/verify ann');
    await tty.waitFor(/Do they match\? yes or no:/);
    const panel = bob.page.getByRole('alertdialog', { name: 'Compare with ann' });
    const names = (await panel.getByRole('listitem').allInnerTexts()).map((text) =>
      /[a-z ]+$/.exec(text.trim())?.[0].trim(),
    );
    expect(names).toHaveLength(7);
    const shown = await tty.text();
    for (const name of names) expect(shown).toContain(name);
    tty.enter('yes');
    await panel.getByRole('button', { name: 'They match' }).click();
    await bob.waitForStatus(/in call with ann\s+verified/);
    await tty.waitFor(/in call with bob\s+verified/);
  });

  it('says what is typed, and shows what is said', async () => {
    tty.enter('hello from a terminal');
    await bob.waitForChat(/ann.*hello from a terminal/);
    await bob.type('and hello to it');
    await tty.waitFor(/bob to you: and hello to it/);
  });

  it('meets two in a room, one of them of another make, and goes on when they leave', async () => {
    tty.enter('/hangup');
    await bob.waitForStatus(/no call/);
    await bob.type('room create den');
    await bob.waitForStatus(/in room den \(1\)/);
    tty.enter('/join den');
    await tty.waitFor(/in room den \(2\)/);
    await robot.enter('den', 'both');
    await tty.waitFor(/in room den \(3\)/);
    for (const [name, mark, clip] of [
      ['robot', /robot.*via webrtc/, pattern],
      ['bob', /bob/, head],
    ] as const) {
      tty.enter(`/zoom ${name}`);
      await tty.waitFor(mark);
      await tty.until(`picture of ${name}`, async () => {
        return terminalLikeness(await tty.cells(), COLS, clip) >= MIN_LIKENESS;
      });
    }
    await bob.expectPicture('ann');
    await robot.leave();
    await tty.waitFor(/robot has left the room/);
    tty.enter('hello in the den');
    await bob.waitForChat(/ann.*hello in the den/);
    tty.enter('/leave');
    await bob.waitForStatus(/in room den \(1\)/);
    await bob.type('/leave');
    await tty.waitFor(/no call {2}signed in as ann/);
  });

  it('calls one of another make, says what they lack, and sees what comes back', async () => {
    const answering = robot.answer('both');
    tty.enter('call robot');
    await answering;
    await tty.waitFor(/robot is here by webrtc/);
    await tty.until('picture that comes back', async () => {
      return terminalLikeness(await tty.cells(), COLS, pattern) >= MIN_LIKENESS;
    });
    tty.enter('/hangup');
    await tty.waitFor(/no call {2}signed in as ann/);
  });

  it('is called', async () => {
    await bob.type('call ann');
    await tty.waitFor(/bob is calling|bob calls/i);
    tty.enter('answer');
    await bob.waitForStatus(/in call with ann/);
    await tty.waitFor(/in call with bob/);
    await tty.until('picture like the clip', async () => {
      return terminalLikeness(await tty.cells(), COLS, head) >= MIN_LIKENESS;
    });
  });

  it('leaves the call, and the terminal as it was', async () => {
    tty.type('\x04');
    expect(await tty.exited).toBe(0);
    await bob.waitForStatus(/no call/);
    const [before, after] = tty.settings;
    expect(after).toBe(before);
  });
});

/** A second of a tone. */
function toneFile(folder: string): string {
  const path = join(folder, 'tone.wav');
  const tone = Float32Array.from({ length: 48_000 }, (_, at) => Math.sin(at / 17) / 3);
  const writer = new WavWriter(path);
  writer.write(toSamples(tone));
  writer.dispose();
  return path;
}
