import { importTypeScript } from '../lib/import-typescript.mjs';

// The README's pictures of sharing a screen: the desktop app's picker, in the real app on the
// tests' stand-in for Electron, and a page of text that is shared, as its viewer reads it.

const DESKTOP = { width: 1280, height: 800 };
/** What stands where, in the picture of a desktop: share of the whole. */
const WINDOWS = [
  { left: '6%', top: '10%', width: '56%' },
  { left: '44%', top: '34%', width: '50%' },
];

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */
/** @typedef {import('./take-room.mjs').Photographer} Photographer */

/**
 * The picker over the stage of the desktop app. `take` saves what the page of a driver shows.
 *
 * @param {Photographer['take']} take
 */
export async function takeSharePicker(take) {
  const [{ launchElectronApp }, { AppDriver }, { capturedPage }, sharing, { HEAD_CLIP }] =
    await Promise.all([
      importTypeScript('test/electron-host/launch.ts'),
      importTypeScript('test/helpers/app-driver.ts'),
      importTypeScript('test/helpers/captured-screens.ts'),
      importTypeScript('test/helpers/shared-page.ts'),
      importTypeScript('test/helpers/fake-camera.ts'),
    ]);
  /** @type {import('../lib/import-typescript.mjs').CapturedScreen[]} */
  const screens = [];
  const app = await launchElectronApp({
    clip: HEAD_CLIP,
    argv: ['--port', '0', '--user', 'ann'],
    env: { XDG_SESSION_TYPE: 'x11' },
    prepare: async (context) => {
      const notes = await sharing.openSharedPage(context);
      const chart = await openPage(context, CHART);
      const windows = [notes, chart].map((page) => page.screenshot({ type: 'png' }));
      const whole = await openPage(context, desktop(await Promise.all(windows)));
      screens.push(
        await capturedPage(whole, 'screen:0:0', 'Entire screen'),
        await capturedPage(notes, 'window:73400321:0', sharing.SHARED_TITLE),
        await capturedPage(chart, 'window:73400327:0', 'Sales of the year - Sheets'),
      );
    },
  });
  try {
    await app.setScreens(screens);
    const ann = new AppDriver({ page: app.window, close: () => app.close() });
    await ann.page.setViewportSize(DESKTOP);
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('/call echo');
    await ann.waitForStatus(/in call with echo/);
    await ann.expectPicture('echo');
    await ann.type('/share');
    await ann.page.getByRole('dialog', { name: 'share a screen' }).waitFor();
    await ann.press('ArrowRight');
    await take(ann, 'share-picker');
  } finally {
    await app.close();
  }
}

/**
 * Someone's page of text as its viewer sees it, magnified.
 *
 * @param {{ readonly url: string }} server
 * @param {Photographer} photographer
 */
export async function takeSharedScreen(server, { settle, take }) {
  const [{ AppDriver }, sharing, { HEAD_CLIP, patternClip }] = await Promise.all([
    importTypeScript('test/helpers/app-driver.ts'),
    importTypeScript('test/helpers/shared-page.ts'),
    importTypeScript('test/helpers/fake-camera.ts'),
  ]);
  /** @type {AppDriver[]} */
  const people = [];
  /** @param {Omit<import('../lib/import-typescript.mjs').AppOptions, 'serverUrl'>} options */
  const open = async (options) => {
    const person = await AppDriver.open({ serverUrl: server.url, viewport: DESKTOP, ...options });
    people.push(person);
    return person;
  };
  try {
    const viewer = await open({ user: 'vera', clip: patternClip() });
    const owner = await open({
      user: 'sally',
      clip: HEAD_CLIP,
      sharesTab: sharing.SHARED_TITLE,
      prepare: async (context) => {
        await sharing.openSharedPage(context);
      },
    });
    await viewer.waitForStatus(/signed in as vera/);
    await owner.type('/call vera');
    await viewer.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await viewer.type('/answer');
    await viewer.expectPicture('sally');
    await owner.type('/share tab');
    await viewer.page.getByRole('img', { name: 'screen of sally', exact: true }).waitFor();
    await viewer.type('/selfview hidden');
    // The screen's number: a face is the first.
    await viewer.press('2');
    await viewer.type('/density 2');
    await viewer.type('/magnify 4');
    await settle(viewer);
    await take(viewer, 'share-magnified');
  } finally {
    await Promise.all(people.map((person) => person.close()));
  }
}

/**
 * @param {BrowserContext} context
 * @param {string} markup
 */
async function openPage(context, markup) {
  const page = await context.newPage();
  await page.setViewportSize(DESKTOP);
  await page.setContent(markup);
  return page;
}

const BARS = [34, 52, 47, 71, 66, 90, 83];

const CHART = `<body style="margin:0;background:#f4f1e8">
  <div style="display:flex;align-items:flex-end;gap:40px;height:680px;padding:60px 80px">
    ${BARS.map((share, at) => `<div style="flex:1;height:${share}%;background:hsl(${at * 45} 70% 50%)"></div>`).join('')}
  </div></body>`;

/**
 * A desktop with these pictures as its windows.
 *
 * @param {readonly Buffer[]} pictures
 */
function desktop(pictures) {
  const windows = pictures.map((png, at) => {
    const { left, top, width } = WINDOWS[at];
    const source = `data:image/png;base64,${png.toString('base64')}`;
    const place = `position:absolute;left:${left};top:${top};width:${width}`;
    return `<img src="${source}" style="${place};border-top:22px solid #c9ced6;border-radius:10px">`;
  });
  return `<body style="margin:0;height:100vh;background:linear-gradient(#24406b,#a8577a)">${windows.join('')}</body>`;
}
