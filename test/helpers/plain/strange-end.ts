import type { PlainEndFactory, PlainSignal } from './plain-end';

/** What to find in what an end says, and what stands there instead. */
export type StrangeWords = readonly (readonly [RegExp, string])[];

/** Ends of another make that put things as few do. */
export function strangeEnds(create: PlainEndFactory, words: StrangeWords): PlainEndFactory {
  return (media, say) =>
    create(media, (signal) => {
      say(changed(signal, words));
    });
}

function changed(signal: PlainSignal, words: StrangeWords): PlainSignal {
  if (signal.kind === 'candidate') return signal;
  let { sdp } = signal;
  for (const [pattern, text] of words) sdp = sdp.replace(pattern, text);
  return { ...signal, sdp };
}
