/**
 * What starts the server whose code is at `moduleUrl`, options left out: the program, where the
 * package is installed, and npm's words in a checkout. Pure.
 */
export function serverCommandOf(moduleUrl: string): string {
  return moduleUrl.includes('/node_modules/') ? 'webcrt-server' : 'npm run server --';
}
