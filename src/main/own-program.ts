import { app } from 'electron';

/**
 * What starts this app, the program first: an AppImage and a portable .exe run from a copy of
 * themselves.
 */
export function ownProgram(): readonly string[] {
  const { APPIMAGE, PORTABLE_EXECUTABLE_FILE } = process.env;
  const program = APPIMAGE ?? PORTABLE_EXECUTABLE_FILE ?? process.execPath;
  return app.isPackaged ? [program] : [program, app.getAppPath()];
}
