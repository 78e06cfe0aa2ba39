/** Where one may draw breath. */
const PHRASE_END = /[\s.,;:!?…、。！？]\s*$/u;

/**
 * Cuts what somebody types into what is worth reading out: a screen reader that spoke each letter
 * could not be followed. What was read and is changed afterwards is read again, from its word on.
 */
export class PhraseReader {
  private read = '';
  /** What was read last, a word that is not at its end among it. */
  private readWhole = '';

  /**
   * What to read out of `text` now; '': nothing yet.
   *
   * @param isPause Nothing more came for a while.
   */
  take(text: string, isPause: boolean): string {
    if (!text.startsWith(this.read)) this.read = wholeWords(sameStart(this.read, text));
    const isEnd = PHRASE_END.test(text);
    const isPhrase = isEnd || (isPause && text !== this.readWhole);
    const phrase = text.slice(this.read.length).trim();
    if (!isPhrase || phrase === '') return '';
    // Of a word in whose middle there was a pause, all is read once it is whole.
    this.read = isEnd ? text : wholeWords(text);
    this.readWhole = text;
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
