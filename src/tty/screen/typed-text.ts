import { cleanLine } from '../../shared/text/clean';

/** What is typed or pasted, as it may stand in the line: without controls, on one line. */
export function sanitiseText(text: string): string {
  return cleanLine(text.replaceAll(/[\r\n\t]+/g, ' '));
}
