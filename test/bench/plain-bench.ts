import { AppDriver } from '../helpers/app-driver';
import { launchPerson } from '../helpers/browser';
import { clipFrames, type LumaFrame, patternClip } from '../helpers/fake-camera';
import { AiortcClient, whyNoAiortc } from '../helpers/plain/aiortc-client';
import { PAGE_PICTURE, pageEnds } from '../helpers/plain/page-end';
import { PlainClient, type PlainPerson } from '../helpers/plain/plain-client';
import { createWeriftEnd } from '../helpers/plain/werift-end';
import { RunningCommand } from '../integration/server/helpers/command';
import { atLeast, atMost, type BenchRow, type BenchSection, skipped } from './bench-bar';
import { FarPeople } from './plain/far-people';
import { runCases, type Seen } from './plain/run-cases';
import { STYLE } from './plain/plain-cases';

const CLIP = patternClip();
const MOST_GONE_S = 3;
const LEAST_LIKENESS = 0.9;
const MS_PER_S = 1_000;

type SignIn = (name: string) => Promise<PlainPerson>;

/** Those that are tried, by commas; left out: all. */
const CHOSEN = process.env.WEBCRT_PLAIN_ENDS?.split(',');

/**
 * Calls and rooms with ends of other makes, each in every place and with everything that it may
 * send: whether they connect, are seen and heard, are noticed when they go, and meet again.
 */
export async function runPlainBench(): Promise<BenchSection> {
  const server = await RunningCommand.start('--gateway', 'webrtc');
  const ann = await AppDriver.open({
    serverUrl: server.url,
    user: 'ann',
    style: STYLE,
    clip: CLIP,
  });
  const browser = await launchPerson();
  const whyNot = whyNoAiortc();
  const own = await clipFrames(CLIP, 3);
  try {
    await ann.waitForStatus(/signed in as ann/);
    const { url } = server;
    const makes: [string, SignIn, readonly LumaFrame[]][] = [
      ['werift', (name) => PlainClient.signIn(url, name, createWeriftEnd, false), own],
      ...(whyNot === null
        ? [['aiortc', (name) => AiortcClient.signIn(url, name), own] satisfies (typeof makes)[0]]
        : []),
      ...([true, false] as const).map((isPolite): (typeof makes)[0] => [
        isPolite ? 'polite' : 'impolite',
        (name) => PlainClient.signIn(url, name, pageEnds(browser.context, { isPolite })),
        [PAGE_PICTURE],
      ]),
    ];
    const seen: Seen[] = [];
    for (const [name, signIn, shown] of makes) {
      if (CHOSEN?.includes(name) === false) continue;
      const people = new FarPeople(name, shown, signIn);
      try {
        seen.push(...(await runCases(ann, people, sayCase)));
      } finally {
        await people.dispose();
      }
    }
    return sectionOf(seen, whyNot);
  } finally {
    await Promise.allSettled([browser.close(), ann.close(), server.stop()]);
  }
}

function sayCase(seen: Seen): void {
  process.stdout.write(`  ${seen.what}: ${noteOf(seen)}\n`);
}

function sectionOf(seen: readonly Seen[], whyNoAiortcHere: string | null): BenchSection {
  const all = seen.flatMap(({ what, figures }) =>
    typeof figures === 'string' ? [] : [{ what, ...figures }],
  );
  const pictures = all.flatMap(({ what, likeness }) =>
    likeness === null ? [] : [{ value: likeness, note: what }],
  );
  const gone = all.map(({ what, goneMs }) => ({ value: goneMs / MS_PER_S, note: what }));
  const aiortc = { id: 'O4', what: 'cases with aiortc', unit: '' };
  return {
    rows: seen.map(rowOf),
    bars: [
      atLeast(1, { id: 'O1', what: 'cases that go to their end', unit: '' }, [
        { value: all.length / seen.length, note: `${all.length} of ${seen.length}` },
      ]),
      atLeast(LEAST_LIKENESS, { id: 'O2', what: 'likeness of what is shown', unit: 'r' }, pictures),
      atMost(
        MOST_GONE_S,
        { id: 'O3', what: 'until it is seen that they are gone', unit: 's' },
        gone,
      ),
      ...(whyNoAiortcHere === null ? [] : [skipped('>= 1', aiortc, whyNoAiortcHere)]),
    ],
  };
}

function rowOf(seen: Seen): BenchRow {
  const { what, figures } = seen;
  const value = typeof figures === 'string' ? NaN : figures.connectedMs;
  return { what, grid: '', value, unit: 'ms to the first frame', note: noteOf(seen) };
}

function noteOf({ figures }: Seen): string {
  if (typeof figures === 'string') return figures;
  const { likeness, isHeard, framesThere, soundThere, goneMs, againMs } = figures;
  return [
    likeness === null ? 'sends nothing' : `r ${likeness.toFixed(3)}`,
    isHeard === null ? '' : isHeard ? 'heard' : 'not heard',
    `gets ${framesThere} frames, ${soundThere} packets of sound`,
    `gone after ${(goneMs / MS_PER_S).toFixed(2)} s`,
    `again in ${(againMs / MS_PER_S).toFixed(2)} s`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}
