import { importTypeScript } from '../lib/import-typescript.mjs';

// The picture of docs/gateways.md: a call with somebody who came by the gateway of clivrt.

const WIDE = { width: 1280, height: 800 };

/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */

/**
 * Ann calls Clive, who sits at clivrt in a terminal.
 *
 * @param {import('./take-room.mjs').Photographer} photographer
 */
export async function takeForeignCall({ settle, take }) {
  const [
    { AppDriver },
    { HEAD_CLIP, patternClip },
    { launchPerson },
    { pageEnds },
    { ClivrtPeer },
    { RunningCommand },
  ] = await Promise.all([
    importTypeScript('test/helpers/app-driver.ts'),
    importTypeScript('test/helpers/fake-camera.ts'),
    importTypeScript('test/helpers/browser.ts'),
    importTypeScript('test/helpers/plain/page-end.ts'),
    importTypeScript('test/helpers/clivrt-peer.ts'),
    importTypeScript('test/integration/server/helpers/command.ts'),
  ]);
  const server = await RunningCommand.start('--gateway', 'clivrt');
  const { url } = server;
  const clip = patternClip();
  const ann = await AppDriver.open({ serverUrl: url, user: 'ann', clip, viewport: WIDE });
  const browser = await launchPerson({ clip: HEAD_CLIP });
  try {
    await ann.waitForStatus(/signed in as ann/);
    // No page of WebCRT's own, and one that may use a camera.
    const createEnd = pageEnds(browser.context, { isPolite: true, cameraAt: `${url}healthz` });
    const clive = await ClivrtPeer.open(url, 'clive', createEnd);
    await ann.type('/lookup');
    await ann.waitForChat('via clivrt');
    await ann.type('/call clive');
    await ann.expectPicture('clive');
    clive.say('hello from a terminal');
    await ann.waitForChat('hello from a terminal');
    await settle(ann);
    await take(ann, 'gateway');
    await clive.dispose();
  } finally {
    await browser.close();
    await ann.close();
    await server.stop();
  }
}
