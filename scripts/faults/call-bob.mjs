import { seeEachOther } from './frames.mjs';

/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */

/**
 * Resolves when `bob`, who is signed in under that name, has answered and both are seen.
 *
 * @param {AppDriver} caller
 * @param {AppDriver} bob
 */
export async function callBob(caller, bob) {
  await caller.type('call bob');
  await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await bob.type('answer');
  await seeEachOther([caller, bob]);
}
