import { execFileSync } from 'node:child_process';
import { freePort } from '../lib/free-port.mjs';
import { UserError, say } from '../lib/say.mjs';
import { openPacked } from './packed-program.mjs';

/** @type {typeof import('./try-program.mjs').tryProgram} */
export async function tryProgram(program, version, options) {
  const said = execFileSync(program, ['--version']).toString().trim();
  if (!said.startsWith(version)) throw new UserError(`${program} says that it is ${said}.`);
  say(`${program} is ${said}.`);
  const port = String(await freePort(0, '127.0.0.1'));
  const ann = await openPacked(program, ['--port', port, '--user', 'ann'], options);
  try {
    await ann.driver.waitForStatus(/signed in as ann/);
    await ann.driver.type('about');
    await ann.driver.waitForChat(`This is WebCRT ${said}.`);
    await callItself(ann.driver);
    await callEachOther(ann, program, ['--server', `ws://127.0.0.1:${port}`], options);
    // Its window may be gone before it has heard that the key went up.
    await ann.driver.type('/quit').catch(() => undefined);
    const code = await ann.exitCode();
    if (code !== 0) throw new UserError(`It ended with ${code}.`);
  } finally {
    await ann.close();
  }
  say('Two of them saw each other, through the server that came along, and ended.');
}

/** @param {import('../lib/import-typescript.mjs').AppDriver} driver */
async function callItself(driver) {
  await driver.type('call echo');
  await driver.expectPicture('echo');
  await driver.type('/hangup');
  await driver.waitForStatus(/no call/);
}

/**
 * @param {import('./packed-program.mjs').PackedProgram} ann
 * @param {string} program
 * @param {readonly string[]} words
 * @param {import('./steps.mjs').StepOptions} options
 */
async function callEachOther(ann, program, words, options) {
  const bob = await openPacked(program, [...words, '--user', 'bob'], options);
  try {
    await bob.driver.waitForStatus(/signed in as bob/);
    await bob.driver.type('call ann');
    await ann.driver.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.driver.type('/answer');
    await Promise.all([ann.driver.expectPicture('bob'), bob.driver.expectPicture('ann')]);
    await bob.driver.type('Do you see me?');
    await ann.driver.waitForChat('Do you see me?');
    await bob.driver.type('/hangup');
    await ann.driver.waitForStatus(/no call/);
  } finally {
    await bob.close();
  }
}
