import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellWidth } from '../../../../src/shared/text/cell-width';
import { sanitiseLine, sanitiseName, sanitiseText } from '../../../../src/shared/text/sanitise';
import { HOSTILE_STRINGS, randomHostileStrings } from '../../../fixtures/hostile-text';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../../helpers/fuzz';
import { HeapBar } from '../../../helpers/heap-bar';
import { TerminalCheck } from './terminal-check';

describe('hostile text', () => {
  let terminal: TerminalCheck;

  beforeAll(() => {
    terminal = new TerminalCheck();
  });
  afterAll(() => {
    terminal.dispose();
  });

  /** Writes every line of each text; returns what was wrong with any of them. */
  async function faultsOf(...texts: readonly string[]): Promise<string[]> {
    const lines = texts.flatMap((text) => text.split('\n'));
    const written = await terminal.write(lines);
    return written.flatMap(({ cursorX, effects, row }, index) => {
      const line = lines[index] ?? '';
      const faults = [...effects];
      if (cursorX !== cellWidth(line)) faults.push(`cursor ${cursorX}, not ${cellWidth(line)}`);
      if (row.trimEnd() !== line.trimEnd()) faults.push(`shows ${row}`);
      return faults.map((fault) => `${JSON.stringify(line)}: ${fault}`);
    });
  }

  it('is a collection of at least 300 strings with a label of their own', () => {
    expect(HOSTILE_STRINGS.length).toBeGreaterThanOrEqual(300);
    expect(new Set(HOSTILE_STRINGS.map((each) => each.label)).size).toBe(HOSTILE_STRINGS.length);
  });

  it('does harm when it is not sanitised, so that the checks below can fail', async () => {
    const harmless = new TerminalCheck();
    const [written] = await harmless.write(['\u001B[6n\u009D0;t\u009C\u0007\u001B[?1049h']);
    const effects = written.effects;
    harmless.dispose();
    expect(effects).toContain('title t');
    expect(effects).toContain('bell');
    expect(effects).toContain('buffer change');
    expect(effects.some((effect) => effect.startsWith('replied'))).toBe(true);
  });

  it.each(HOSTILE_STRINGS)('$label leaves only text', async ({ text }) => {
    const name = sanitiseName(text) ?? '';
    expect(await faultsOf(sanitiseText(text), sanitiseLine(text, 120), name)).toEqual([]);
  });

  it(
    'leaves only text of random strings, in a line as wide as it is said to be',
    { timeout: FUZZ_TIMEOUT_MS },
    async () => {
      const { numRuns, seed } = fuzzRun('texts', 1_000_000);
      const heap = new HeapBar('texts', numRuns);
      for (let first = 0; first < numRuns; first += 1_000) {
        const texts = randomHostileStrings(Math.min(1_000, numRuns - first), seed + first);
        expect(await faultsOf(...texts.map(sanitiseText))).toEqual([]);
        // Names are shorter, and stand where texts do: some of them are enough.
        const names = texts.slice(0, 100).map((text) => sanitiseName(text) ?? '');
        expect(await faultsOf(...names)).toEqual([]);
        heap.add(texts.length);
      }
      heap.check();
    },
  );

  it.each([HOSTILE_STRINGS.map((each) => each.text), randomHostileStrings(5_000, 2)])(
    'is not changed by sanitising it again',
    (...texts) => {
      for (const text of texts) {
        const shown = sanitiseText(text);
        expect(sanitiseText(shown)).toBe(shown);
        const line = sanitiseLine(text, 10);
        expect(sanitiseLine(line, 10)).toBe(line);
        const name = sanitiseName(text);
        if (name !== null) expect(sanitiseName(name)).toBe(name);
      }
    },
    120_000,
  );
});
