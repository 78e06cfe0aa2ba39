/** How a line of the app's own is meant. `echo` repeats what the user asked for: plain output. */
export type NoticeTone = 'info' | 'good' | 'warn' | 'error' | 'echo';
