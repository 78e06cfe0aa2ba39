import { app } from 'electron';

/**
 * What starts a server for friends, options left out: a checkout has npm's words for everything, an
 * installation has programs.
 */
export function serverCommand(): string {
  return app.isPackaged ? 'webcrt-server' : 'npm run server --';
}
