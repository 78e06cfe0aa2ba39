/** Of somebody whose program is not WebCRT: by which gateway they are here. */
export function viaWords(via: string): string {
  return `via ${via}`;
}

/** Their name where it stands by itself: on the ring, and on a tile. */
export function nameVia(name: string, via: string): string {
  return `${name}, ${viaWords(via)}`;
}

/** Once a call with them is up. */
export function foreignCallSentence(name: string, via: string): string {
  return (
    `${name} is here by ${via}, whose program is not WebCRT: there is picture and sound, and no files, screen or costume. ` +
    `Nothing proves who it is, so there is nothing to verify, and they are not told when you record.`
  );
}

/** There can be nothing with them: what they send is nothing that is known here. */
export function nothingSharedSentence(name: string): string {
  return (
    `The program of ${name} and WebCRT have no codec in common, so there is nothing that both could send: ` +
    'it needs VP8, VP9, H.264 or AV1 for pictures, or Opus or G.711 for sound. Write to them in the chat.'
  );
}

export function foreignVerifySentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program has no key: there is nothing to compare. Ask them something that only they know.`;
}

export function foreignFileSentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program takes no files: send them a link in the chat.`;
}

export function foreignShareSentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program shows no second picture: /source screen shows them your screen in the camera's place.`;
}

export function foreignTerminalSentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program shows no terminals: they see you alone.`;
}

export function foreignCostumeSentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program draws you as it does everybody: it knows of no costumes.`;
}

export function foreignRecordingSentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program does not show that you record: tell them.`;
}

export function foreignBroadcastSentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program cannot agree to being shown: nothing is, for as long as they are here.`;
}

/** When one calls them. */
export function foreignRingSentence(name: string, via: string): string {
  return `${name} is here by ${via}, whose program may answer by itself: their camera may be on at once.`;
}
