/** Where one may draw breath. */
const PHRASE_END = /[\s.,;:!?…、。！？]\s*$/u;

/**
 * Cuts what somebody types into what is worth reading out: a screen reader that spoke each letter
 * could not be followed. What was read and is changed afterwards is read again, from its word on.
 */
export class PhraseReader {
  private read = '';

  /** What to read out of `text` now; '': nothing yet. @param isPause Nothing more came for a while. */
  take(text: string, isPause: boolean): string {
    if (!text.startsWith(this.read)) this.read = wholeWords(sameStart(this.read, text));
    const isPhrase = isPause || PHRASE_END.test(text);
    const phrase = text.slice(this.read.length).trim();
    if (!isPhrase || phrase === '') return '';
    this.read = text;
    return phrase;
  }
}

function sameStart(one: string, other: string): string {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return one.slice(0, same);
}

function wholeWords(text: string): string {
  return text.replace(/\S+$/u, '');
}
