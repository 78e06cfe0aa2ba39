/**
 * Makes a folder that electron-builder takes for an unpacked Electron, and whose program runs with
 * Node.js what was packed, as far as that needs no window: for machines that cannot fetch Electron.
 *
 * @returns The version that it passes for.
 */
export function makeStandInElectron(folder: string): string;
