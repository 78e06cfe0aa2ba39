import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ThinPath } from '../../helpers/thin-path';
import { type Lab, type LabPage, startLab } from './lab-browser';

// Two voices side by side, each packet of which passes through a path of ours: one to a link of
// ours, one to a browser that knows no packets that repeat (RFC 2198).

const LOSS = 0.2;
/** How much of what is missing without repetition may be missing with it. */
const MAX_CONCEALED_SHARE = 1 / 5;
const MAX_SILENT_KBPS = 3;

let lab: Lab;
let tab: LabPage;
const path = new ThinPath();

beforeAll(async () => {
  lab = await startLab();
});
afterAll(async () => {
  await lab.close();
  await path.close();
});

beforeEach(async () => {
  tab = await lab.open('here', (context) => path.lead(context));
});
afterEach(async () => {
  await tab.page.context().close();
  expect(tab.errors).toEqual([]);
});

describe('a voice', () => {
  it('is heard where a fifth of all packets is lost, and costs next to nothing in silence', async () => {
    const codecs = await tab.page.evaluate(async () => {
      const { lab } = window;
      window.voices = [await lab.speakTo('link'), await lab.speakTo('browser without repetition')];
      const { voices } = window;
      const isHeard = async (): Promise<boolean> => {
        const heard = await Promise.all(voices.map((voice) => voice.heard()));
        return heard.every(({ packets }) => packets > 50);
      };
      await lab.until(isHeard);
      return voices.map((voice) => voice.codec());
    });
    expect(codecs).toEqual(['audio/red', 'audio/opus']);

    path.setLoss(LOSS);
    const [repeated, once] = await tab.page.evaluate(async () => {
      const { lab, voices } = window;
      const hear = () => Promise.all(voices.map((voice) => voice.heard()));
      const lossOf = ({ samples }: (typeof voices)[number]): number =>
        samples.at(-1)?.sentAudioLossShare ?? 0;
      // Until both senders know how much is lost; then until six seconds have been played.
      await lab.until(() => voices.every((voice) => lossOf(voice) > 0.12));
      const before = await hear();
      await lab.until(async () => {
        const heard = await hear();
        return heard.every(({ samples }, index) => samples > before[index].samples + 300_000);
      });
      return (await hear()).map((after, index) => {
        const { samples, concealed, packets, lost } = before[index];
        return {
          concealed: (after.concealed - concealed) / (after.samples - samples),
          lost: (after.lost - lost) / (after.packets + after.lost - packets - lost),
        };
      });
    });
    expect(once.lost).toBeGreaterThan(LOSS / 2);
    expect(once.concealed).toBeGreaterThan(0);
    expect(repeated.concealed).toBeLessThanOrEqual(MAX_CONCEALED_SHARE * once.concealed);

    path.setLoss(0);
    const kbps = await tab.page.evaluate(async () => {
      const { lab, voices } = window;
      const measure = async (forMs: number): Promise<number[]> => {
        const before = await Promise.all(voices.map((voice) => voice.sentBytes()));
        const startMs = performance.now();
        await lab.until(() => performance.now() > startMs + forMs);
        const after = await Promise.all(voices.map((voice) => voice.sentBytes()));
        const elapsedMs = performance.now() - startMs;
        return after.map((bytes, index) => ((bytes - before[index]) * 8) / elapsedMs);
      };
      for (const { track } of voices) track.enabled = false;
      // The end of the word, and what it takes an encoder to believe that it was the end.
      await lab.until(async () => (await measure(500)).every((each) => each < 30));
      return measure(3_000);
    });
    expect(kbps[0]).toBeLessThanOrEqual(MAX_SILENT_KBPS);
    // One that does not say that it is content with less gets all of it.
    expect(kbps[1]).toBeGreaterThan(2 * MAX_SILENT_KBPS);
  });
});
