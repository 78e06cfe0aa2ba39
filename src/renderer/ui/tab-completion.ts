import { commonPrefix } from '../../shared/commands/complete';
import { candidateText, matchesText } from '../text/panel-words';

/** What Tab offers for a line: replace `start`..`end` by one of the candidates. */
export interface CompletionOffer {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** What a Tab makes of the line. */
export interface TabOutcome {
  readonly line: string;
  readonly cursor: number;
  /** To choose among, as long as this goes on; none when the choice was made. */
  readonly candidates: readonly string[];
  /** Which candidate is in the line; `null`: only what they share. */
  readonly selected: number | null;
  /** The same for those who do not see it. */
  readonly announcement: string;
}

interface Walk {
  readonly offer: CompletionOffer;
  /** The line and the cursor that Esc gives back. */
  readonly line: string;
  readonly cursor: number;
  selected: number | null;
}

/** What repeated Tabs do: complete what is certain, then walk through the rest, round and round. */
export class TabCompletion {
  private walk: Walk | null = null;

  constructor(private readonly complete: (line: string, cursor: number) => CompletionOffer) {}

  /** Whether there are candidates to choose among. */
  get isOpen(): boolean {
    return this.walk !== null;
  }

  /** `null`: nothing begins with what is typed. */
  tab(line: string, cursor: number, step: 1 | -1): TabOutcome | null {
    if (this.walk !== null) return this.step(this.walk, step);
    const offer = this.complete(line, cursor);
    const [first] = offer.candidates;
    if (offer.candidates.length === 0) return null;
    if (offer.candidates.length === 1) return finished(line, offer, first);
    const prefix = commonPrefix(offer.candidates);
    if (prefix.length > offer.end - offer.start) return this.offerRest(line, offer, prefix);
    this.walk = { offer, line, cursor, selected: null };
    return this.step(this.walk, step);
  }

  /** Ends the choice; the line as it was before the walk, or `null` when there was none. */
  cancel(): { readonly line: string; readonly cursor: number } | null {
    if (this.walk === null) return null;
    const { line, cursor } = this.walk;
    this.walk = null;
    return { line, cursor };
  }

  /** Ends the choice with the line as it is. */
  end(): void {
    this.walk = null;
  }

  private offerRest(line: string, offer: CompletionOffer, prefix: string): TabOutcome {
    const inserted = insert(line, offer, prefix);
    const rest = { ...offer, end: offer.start + prefix.length };
    this.walk = { ...inserted, offer: rest, selected: null };
    const announcement = matchesText(offer.candidates);
    return { ...inserted, candidates: offer.candidates, selected: null, announcement };
  }

  private step(walk: Walk, step: 1 | -1): TabOutcome {
    const { candidates } = walk.offer;
    const from = walk.selected ?? (step === 1 ? -1 : 0);
    const selected = (from + step + candidates.length) % candidates.length;
    walk.selected = selected;
    const text = candidates[selected];
    const announcement = candidateText(selected, candidates.length, text);
    return { ...insert(walk.line, walk.offer, text), candidates, selected, announcement };
  }
}

function finished(line: string, offer: CompletionOffer, only: string): TabOutcome {
  const before = line.slice(0, offer.start) + only;
  const after = line.slice(offer.end).trimStart();
  return {
    line: `${before} ${after}`,
    cursor: before.length + 1,
    candidates: [],
    selected: null,
    announcement: only,
  };
}

function insert(
  line: string,
  { start, end }: CompletionOffer,
  text: string,
): { line: string; cursor: number } {
  const before = line.slice(0, start) + text;
  return { line: before + line.slice(end), cursor: before.length };
}
