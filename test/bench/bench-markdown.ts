import type { BenchBar } from './bench-bar';

/** What `npm run bench` writes to bench-results.json. */
export interface BenchResults {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGib: number;
    readonly system: string;
    readonly node: string;
    /** With their versions. */
    readonly programs: readonly string[];
    /** Before the run. */
    readonly loadAverage?: number;
  };
  readonly bars: readonly BenchBar[];
}

/** The machine in a sentence, and every bar. */
export function allBars({ machine, bars }: BenchResults): string {
  const { cpu, cores, memoryGib, system, node, programs } = machine;
  const versions = [`Node.js ${node}`, ...programs].join(', ');
  const load =
    machine.loadAverage === undefined ? '' : ` Load average before: ${machine.loadAverage}.`;
  const about = `${cpu}, ${cores} cores, ${memoryGib} GiB of memory, no GPU, ${system}; ${versions}.${load}`;
  const lines = bars.map(({ id, what, ask, note, ...bar }) =>
    row([id, what, formatValue(bar), formatAsk(ask, bar.unit), formatHolds(bar.holds), note ?? '']),
  );
  return [
    about,
    '',
    ...heading(['', 'what', 'measured', 'asked', 'holds', 'behind it']),
    ...lines,
  ].join('\n');
}

/** What the README shows: of each subject the bar that says most, at the usual grid. */
const README_IDS: ReadonlySet<string> = new Set([
  ...['E1', 'E3', 'E5', 'Q1', 'Q2', 'Q3', 'Q4', 'S1'],
  ...['P1.160', 'P2.160', 'L1.160', 'L2.160', 'P5', 'B1.VP8', 'B2'],
]);

/** The bars that the README shows. */
export function readmeBars({ bars }: BenchResults): string {
  const chosen = bars.filter(({ id }) => README_IDS.has(id));
  const lines = chosen.map(({ what, ask, ...bar }) =>
    row([what, formatValue(bar), formatAsk(ask, bar.unit)]),
  );
  return [...heading(['what', 'measured', 'asked']), ...lines].join('\n');
}

function heading(names: readonly string[]): string[] {
  return [row(names), row(names.map(() => '---'))];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function formatHolds(holds: BenchBar['holds']): string {
  if (holds === null) return 'not measured';
  return holds ? 'yes' : '**no**';
}

function formatValue({ value, unit }: Pick<BenchBar, 'value' | 'unit'>): string {
  if (value === null) return 'not measured';
  if (unit === 'ratio') return formatRatio(value);
  if (unit === 'SSIM') return value.toFixed(4);
  return `${Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

/** Shares as people say them. */
function formatRatio(value: number): string {
  return value < 1 ? `1/${Number((1 / value).toPrecision(3))}` : `${value.toPrecision(3)} times`;
}

function formatAsk(ask: string, unit: string): string {
  const [relation, limit] = ask.split(' ');
  const sign = relation === '<=' ? 'at most' : 'at least';
  return `${sign} ${unit === 'ratio' ? formatRatio(Number(limit)) : limit}`;
}
