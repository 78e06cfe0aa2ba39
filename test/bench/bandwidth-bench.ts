import { startLab } from '../e2e/rtc/lab-browser';
import { HEAD_CLIP } from '../helpers/fake-camera';
import { measureFontAtlas } from '../helpers/font-atlas';
import { atMost, type BenchBar, type BenchRow, type BenchSection, median } from './bench-bar';
import { CellLikeness, type Likeness } from './bandwidth/cell-likeness';
import { largeClip } from './bandwidth/large-clip';
import { type Camera, type Lane, measureLanes, type RoundFigures } from './bandwidth/sending-lanes';

const GRID = '160x48';
const USUAL: Camera = { widthPx: 640, heightPx: 480, framerate: 30 };
const LARGE: Camera = { widthPx: 1280, heightPx: 720, framerate: 30 };
const LANES: readonly Lane[] = [
  { name: 'VP8 as browsers do by default', codec: 'VP8', isDefault: true },
  { name: 'VP8 auto', codec: 'VP8', isDefault: false },
  { name: 'AV1 auto', codec: 'AV1', isDefault: false },
];
const MAX_SHARES = [
  { lane: 1, limit: 1 / 10 },
  { lane: 2, limit: 1 / 20 },
] as const;
const MAX_LOSS = 0.01;
const MAX_ENCODE_SHARE = 1 / 3;
const FRAMES_PER_ROUND = 2;

/** What a lane came to: medians of the rounds, with the rounds themselves for ratios. */
interface Outcome {
  readonly lane: Lane;
  readonly rounds: readonly RoundFigures[];
  readonly likeness: Likeness | null;
}

/**
 * The head clip, sent from one peer connection to another in Chromium for somebody who shows it in
 * 160x48 cells: kbit/s and likeness from a camera of 640x480, and what encoding costs from one of
 * 1280x720, as browsers do by default and as the sending policy has it, all at the same time.
 */
export async function runBandwidthBench(): Promise<BenchSection> {
  const likeness = new CellLikeness(await measureFontAtlas());
  const usual = await measure(HEAD_CLIP, USUAL, likeness);
  const large = await measure(await largeClip(), LARGE, null);
  return {
    rows: [
      ...usual.flatMap((each) => toRows('640x480', each)),
      ...large.flatMap((each) => toRows('1280x720', each)),
    ],
    bars: [
      ...MAX_SHARES.map(({ lane, limit }) => kbpsBar(usual, lane, limit)),
      ...usual.slice(1).map(likenessBar),
      encodeBar(large),
    ],
  };
}

async function measure(
  clip: string,
  camera: Camera,
  likeness: CellLikeness | null,
): Promise<Outcome[]> {
  const lab = await startLab(clip);
  try {
    const { page } = await lab.open();
    const rounds = await measureLanes(page, camera, LANES, likeness ? FRAMES_PER_ROUND : 0);
    return LANES.map((lane, index) => ({
      lane,
      rounds: rounds[index],
      likeness: likeness && meanLikeness(rounds[index], likeness),
    }));
  } finally {
    await lab.close();
  }
}

function meanLikeness(rounds: readonly RoundFigures[], likeness: CellLikeness): Likeness {
  const all = rounds.flatMap(({ frames }) => frames.map((frame) => likeness.measure(frame)));
  const mean = (key: keyof Likeness): number =>
    all.reduce((sum, each) => sum + each[key], 0) / all.length;
  return { received: mean('received'), ideal: mean('ideal'), cellsDb: mean('cellsDb') };
}

function toRows(camera: string, { lane, rounds, likeness }: Outcome): BenchRow[] {
  const row = (what: string, value: number, unit: string, note?: string): BenchRow => ({
    what: `${camera}, ${lane.name}: ${what}`,
    grid: GRID,
    value,
    unit,
    ...(note !== undefined && { note }),
  });
  const of = (key: 'kbps' | 'fps' | 'encodeMs'): number =>
    median(rounds.map((round) => round[key]));
  const rows = [
    row('sent', of('kbps'), 'kbit/s', rounds[0].sizePx),
    row('frames sent', of('fps'), 'fps'),
    row('encoding a frame', of('encodeMs'), 'ms'),
  ];
  if (!likeness) return rows;
  const note = `from the source itself ${likeness.ideal.toFixed(4)}; cells ${likeness.cellsDb.toFixed(1)} dB`;
  return [...rows, row('duotone, drawn from what arrived', likeness.received, 'SSIM4', note)];
}

function likenessBar({ lane, likeness }: Outcome): BenchBar {
  const what = `${lane.name}: SSIM4 lost to sending, head, ${GRID}`;
  if (!likeness) throw new Error('likeness was not measured');
  const note = `${likeness.received.toFixed(4)}, from the source itself ${likeness.ideal.toFixed(4)}`;
  return atMost(MAX_LOSS, { id: `B3.${codecOf(lane)}`, what, unit: 'SSIM' }, [
    { value: likeness.ideal - likeness.received, note },
  ]);
}

function kbpsBar(outcomes: readonly Outcome[], place: number, limit: number): BenchBar {
  const what = `${outcomes[place].lane.name}: kbit/s against the default call, ${GRID}`;
  return atMost(limit, { id: `B1.${codecOf(outcomes[place].lane)}`, what, unit: 'ratio' }, [
    shareOf(outcomes, place, 'kbps', 'kbit/s'),
  ]);
}

function encodeBar(outcomes: readonly Outcome[]): BenchBar {
  const what = `camera of 1280x720: encoding against the default call, ${GRID}`;
  const shares = [1, 2].map((place) => shareOf(outcomes, place, 'encodeMs', 'ms'));
  return atMost(MAX_ENCODE_SHARE, { id: 'B2', what, unit: 'ratio' }, shares);
}

/** `VP8` of 'VP8 auto': bars of the same kind have ids by codec. */
function codecOf({ name }: Outcome['lane']): string {
  return name.split(' ')[0];
}

/** Of each round's two, which were measured at the same time; then the median. */
function shareOf(
  outcomes: readonly Outcome[],
  place: number,
  key: 'kbps' | 'encodeMs',
  unit: string,
): { value: number; note: string } {
  const [byDefault, { lane, rounds }] = [outcomes[0], outcomes[place]];
  const value = median(rounds.map((round, index) => round[key] / byDefault.rounds[index][key]));
  const of = (outcome: readonly RoundFigures[]): string =>
    median(outcome.map((round) => round[key])).toPrecision(3);
  return { value, note: `${lane.name}: ${of(rounds)} against ${of(byDefault.rounds)} ${unit}` };
}
