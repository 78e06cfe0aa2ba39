import { qrRows } from '../../shared/text/qr-code';
import type { ShownPigeon } from './pigeon-panel';

/** What is light in a code where text is light and the screen is dark. */
const NEGATIVE: Readonly<Record<string, string>> = { ' ': '█', '▀': '▄', '▄': '▀', '█': ' ' };

/**
 * A call by pigeon as lines of text, for a terminal of `cols` x `rows` cells: the steps, what is to
 * be handed over, and its QR code where there is room for that at once.
 */
export function pigeonLines(
  { steps, code, text }: Pick<ShownPigeon, 'steps' | 'code' | 'text'>,
  { cols, rows }: { readonly cols: number; readonly rows: number },
): string[] {
  const said = [
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...(text ? ['', text] : []),
  ];
  const modules = code === null ? [] : qrRows(code.content).map(negative);
  // The title has a row, as have the hints; the last column is the panel's.
  const fits = (modules[0]?.length ?? 0) < cols && modules.length + 2 <= rows;
  return fits && modules.length > 0 ? [...said, '', ...modules] : said;
}

function negative(row: string): string {
  return Array.from(row, (block) => NEGATIVE[block] ?? block).join('');
}
