// How long names and chat may be: the wire refuses what is longer, the sanitiser cuts it.

/** Names: long enough for people, short enough for a name plate (one word, no spaces). */
export const MAX_NAME_GRAPHEMES = 32;
export const MAX_NAME_BYTES = 128;

export const MAX_CHAT_GRAPHEMES = 500;
export const MAX_CHAT_BYTES = 2_000;
export const MAX_CHAT_LINES = 20;
