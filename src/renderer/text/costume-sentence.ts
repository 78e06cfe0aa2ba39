/** Somebody is seen as they like to be. `costume`: in words. */
export function costumeSentence(name: string, costume: string): string {
  return `${name} wears a costume, ${costume}. /style NAME ${name} draws them otherwise.`;
}
