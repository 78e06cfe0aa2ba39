import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lumaOfRgb } from '../../../src/shared/ascii/luma';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';

const RECOGNISABLE_R = 0.9;
const RED_GREEN_BLUE = /[34]8;2;(\d+);(\d+);(\d+)/g;
const BRAILLE = /[\u2801-\u28ff]/;
const QUADRANTS = /[\u2596-\u259f]/;
const UPPER_HALF = '▀';

/** Every colour in a picture that was saved with its colours. */
function coloursOf(ansi: string): Set<number> {
  const colours = new Set<number>();
  for (const [, red, green, blue] of ansi.matchAll(RED_GREEN_BLUE)) {
    colours.add((Number(red) << 16) | (Number(green) << 8) | Number(blue));
  }
  return colours;
}

function channels(rgb: number): [number, number, number] {
  return [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff];
}

/** How many of them are neither dark nor bright. */
function middleShare(colours: Set<number>): number {
  const lumas = [...colours].map(lumaOfRgb);
  return lumas.filter((luma) => luma > 70 && luma < 186).length / lumas.length;
}

function mirrored({ widthPx, heightPx, luma }: LumaFrame): LumaFrame {
  const swapped = luma.map((_, at) => {
    const x = at % widthPx;
    return luma[at - x + (widthPx - 1 - x)];
  });
  return { widthPx, heightPx, luma: swapped };
}

describe('the look of pictures', () => {
  let server: AppServer;
  let ann: AppDriver;
  let eileen: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    [ann, eileen] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann', clip: patternClip() },
      { serverUrl: server.url, user: 'eileen', clip: HEAD_CLIP },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await eileen.waitForStatus(/signed in as eileen/);
  });

  afterAll(async () => {
    await ann?.close();
    await eileen?.close();
    await server?.close();
  });

  /** Waits until what `ann` sees has all of the colours that `isRight` wants. */
  async function untilColours(isRight: (colours: Set<number>) => boolean): Promise<void> {
    await ann.until('the picture to be recoloured', async () => {
      const colours = coloursOf(await ann.snapshotText('ansi'));
      return colours.size > 0 && isRight(colours);
    });
  }

  async function untilText(viewer: AppDriver, isRight: (text: string) => boolean): Promise<void> {
    await viewer.until('the picture to be redrawn', async () =>
      isRight(await viewer.snapshotText()),
    );
  }

  it('is a mirror of oneself or not, as one likes', async () => {
    const frames = await clipFrames(HEAD_CLIP, 6);
    const ink = inkOfStyle('ascii-color');
    await eileen.setStyle('ascii-color');
    await eileen.expectPicture('eileen');
    const swapped = frames.map(mirrored);
    await untilText(eileen, (text) => bestTextMatch(text, swapped, ink) >= RECOGNISABLE_R);
    await eileen.type('mirror off');
    await eileen.waitForChat('mirror is off');
    await untilText(eileen, (text) => bestTextMatch(text, frames, ink) >= RECOGNISABLE_R);
    await eileen.type('mirror on');
  });

  it('is in the colours of a palette, or of one’s own', async () => {
    await eileen.type('call ann');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.type('answer');
    await ann.expectPicture('eileen');
    await ann.type('/palette amber');
    await ann.waitForChat('palette is amber');
    await untilColours((colours) =>
      [...colours].map(channels).every(([red, green, blue]) => red >= green && green >= blue),
    );
    await ann.type('/palette #000000 #ffffff');
    await ann.waitForChat('palette is own');
    await untilColours((colours) => [...colours].every((each) => [0, 0xff_ff_ff].includes(each)));
    await ann.type('/palette mauve');
    await ann.waitForChat('palette must be one of truecolour, 256, 16, green, amber');
    await ann.type('/palette #12');
    await ann.waitForChat('palette_colours must be 2 to 32 colours such as');
    await ann.type('/palette truecolour');
    await untilColours((colours) => colours.size > 100);
  });

  it('is brighter, greyer and sharper as one turns the knobs', async () => {
    // Its colours are those of the picture, neither brighter nor darker.
    await ann.setStyle('quad');
    await ann.type('/adjust saturation 0');
    await ann.waitForChat('saturation is 0');
    await untilColours((colours) =>
      [...colours].map(channels).every(([red, green, blue]) => red === green && green === blue),
    );
    await ann.type('/adjust contrast 0.3');
    await untilColours((colours) => middleShare(colours) > 0.9);
    await ann.type('/adjust gamma 9');
    await ann.waitForChat('gamma must be a number from 0.3 to 3');
    await ann.type('/adjust default');
    await ann.waitForChat('gamma is 1, contrast is 1, saturation is 1, edges is 0');
    await untilColours((colours) => middleShare(colours) < 0.7 && colours.size > 100);
  });

  it('is by a ramp of one’s own', async () => {
    await ann.type('/style just-ascii');
    await ann.waitForStatus(/just-ascii/);
    await ann.type('/ramp " .:-=+*#%@"');
    await ann.waitForChat('The ramp is " .:-=+*#%@".');
    await untilText(ann, (text) => /^[ .:\-=+*#%@\n]+$/.test(text) && text.includes('='));
    await ann.type('/ramp x');
    await ann.waitForChat('A ramp needs 2 characters or more');
    await ann.type('/ramp " ﷺ@"');
    await ann.waitForChat(/The font of the pictures has no ﷺ|a ramp is of plain characters/);
    await ann.type('/ramp " אﭏ@"');
    await ann.waitForChat('The font of the pictures has no א');
    await ann.type('/ramp default');
    await ann.waitForChat(/each style's own: just-ascii/);
    await untilText(ann, (text) => text.includes('$'));
  });

  it('can be another one for one person', async () => {
    await ann.type('/style half');
    await ann.waitForStatus(/half/);
    await ann.type('/style half');
    await ann.waitForChat('The style is half already.');
    await ann.type('/style braille eileen');
    await ann.waitForChat('eileen is drawn in braille.');
    await untilText(ann, (text) => BRAILLE.test(text));
    expect(await ann.statusText()).toContain('half');
    await ann.type('/style default eileen');
    await ann.waitForChat('eileen is drawn in the style of all.');
    await untilText(ann, (text) => text.includes(UPPER_HALF));
    const told = (await ann.chatLines()).filter((line) => line.includes('The style is half'));
    expect(told.map((line) => line.trim())).toEqual([
      'The style is half.',
      'The style is half already.',
    ]);
  });

  it('is the costume that somebody wears, unless the viewer chooses otherwise', async () => {
    await eileen.type('/costume quad green');
    await eileen.waitForChat('Your costume is quad green');
    await ann.waitForChat('eileen wears a costume, quad in green');
    await untilText(ann, (text) => QUADRANTS.test(text));
    await untilColours((colours) =>
      [...colours].map(channels).every(([red, green, blue]) => green >= red && green >= blue),
    );
    await ann.type('/style duotone');
    await ann.waitForChat('eileen stays in costume, quad in green: style duotone eileen changes');
    await ann.type('/style half eileen');
    await untilText(ann, (text) => text.includes(UPPER_HALF) && !QUADRANTS.test(text));
    await ann.type('/style default eileen');
    await untilText(ann, (text) => QUADRANTS.test(text));
    await ann.type('/costumes off');
    await untilText(ann, (text) => /[a-zA-Z]/.test(text) && !QUADRANTS.test(text));
    await ann.type('/costumes on');
    await untilText(ann, (text) => QUADRANTS.test(text));
    await eileen.type('/costume off');
    await untilText(ann, (text) => /[a-zA-Z]/.test(text) && !QUADRANTS.test(text));
  });
});
