/** What a page says that shows a broadcast. */
export const WATCH_WORDS = {
  title: 'Broadcast',
  picture: 'what is broadcast',
  waiting: 'Waiting for the picture…',
  over: 'The broadcast has ended.',
  refused: 'Nothing is broadcast here, or as many as may be are watching.',
  lost: 'The connection broke. It is tried again…',
} as const;
