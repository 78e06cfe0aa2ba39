import type { AppDriver } from '../../helpers/app-driver';
import type { FarPeople } from './far-people';
import { type CaseFigures, MEDIA, type Place, PLACES, PlainCase } from './plain-cases';
import type { PlainMedia } from '../../helpers/plain/plain-end';
import { within } from './within';

/** What came of one case. */
export interface Seen {
  readonly what: string;
  /** Why not, where it did not go to its end. */
  readonly figures: CaseFigures | string;
}

/** More than a case waits for any one thing. */
const CASE_MS = 150_000;
const TIDY_MS = 100_000;

/** Every place with everything that may be sent; one that fails is told, and the rest goes on. */
export async function runCases(
  ann: AppDriver,
  people: FarPeople,
  tell: (seen: Seen) => void,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const [row, place] of PLACES.entries()) {
    for (const [column, media] of MEDIA.entries()) {
      const slug = `${people.make}-${row}-${column}`;
      const figures = await runCase(ann, people, place, media, slug);
      const each = { what: `${people.make} ${place}, ${media}`, figures };
      seen.push(each);
      tell(each);
    }
  }
  return seen;
}

async function runCase(
  ann: AppDriver,
  people: FarPeople,
  place: Place,
  media: PlainMedia,
  slug: string,
): Promise<CaseFigures | string> {
  try {
    const plainCase = new PlainCase(ann, await people.get(), place, media, slug);
    return await within(CASE_MS, 'its end', plainCase.run());
  } catch (error) {
    await people.dispose();
    await within(TIDY_MS, 'the end of what is left', endAll(ann)).catch(() => undefined);
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

/** Nobody is left in a case that did not go to its end, nor rung. */
async function endAll(ann: AppDriver): Promise<void> {
  for (const command of ['/decline', '/hangup', '/leave']) {
    if (!(await ann.statusText()).includes('no call')) await ann.type(command);
  }
  await ann.waitForStatus(/no call/);
}
