/** The largest number that a port of TCP or UDP may have. */
export const MAX_PORT = 65_535;

const DIGITS = /^\d{1,5}$/;

/** A port in decimal digits, 0 to `MAX_PORT`; `null`: it is none. */
export function parsePort(text: string): number | null {
  const port = Number(text);
  return DIGITS.test(text) && port <= MAX_PORT ? port : null;
}
