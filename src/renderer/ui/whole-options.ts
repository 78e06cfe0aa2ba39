import { element } from './element';

/** `--user`, `-N`, also behind a bracket; in a group, so that splitting keeps it. */
const OPTION = /((?<=^|[\s[(|])--?[A-Za-z][\w-]{0,20})/;

/** What a text consists of: every second piece is an option of a command. Pure. */
export function optionPieces(text: string): string[] {
  return text.split(OPTION);
}

/**
 * A text of the app's own as nodes, of which no line breaks within an option: browsers take its
 * dashes for hyphens, and `--` at the end of a line is no longer what is to be typed.
 */
export function withWholeOptions(text: string): Node[] {
  return optionPieces(text).flatMap((piece, index) => {
    if (piece === '') return [];
    const isOption = index % 2 === 1;
    return [
      isOption ? element('span', { class: 'option', text: piece }) : document.createTextNode(piece),
    ];
  });
}
