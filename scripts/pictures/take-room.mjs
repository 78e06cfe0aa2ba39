import { importTypeScript } from '../lib/import-typescript.mjs';

// The picture of a room in docs/using.md: four people, one of them in a costume, one with the
// camera off.

const WIDE = { width: 1280, height: 800 };
const SMALL = { width: 480, height: 360 };
const GUESTS = ['bob', 'carol', 'dan'];
/** There is one face for all of them: this tells two apart. */
const COSTUME = { name: 'carol', style: 'half amber' };
const WITHOUT_CAMERA = 'dan';

/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */

/**
 * How pictures are taken: `settle` waits until those of a driver's page move as they should, `take`
 * saves what the page shows.
 *
 * @typedef {object} Photographer
 * @property {(person: AppDriver) => Promise<void>} settle
 * @property {(person: AppDriver, name: string) => Promise<void>} take
 */

/**
 * The stage of somebody who is in a room with three others.
 *
 * @param {{ readonly url: string }} server
 * @param {Photographer} photographer
 */
export async function takeRoom(server, { settle, take }) {
  const [{ AppDriver }, { HEAD_CLIP }] = await Promise.all([
    importTypeScript('test/helpers/app-driver.ts'),
    importTypeScript('test/helpers/fake-camera.ts'),
  ]);
  /** @type {AppDriver[]} */
  const people = [];
  /**
   * @param {string} user
   * @param {import('../lib/import-typescript.mjs').Size} viewport
   */
  const open = async (user, viewport) => {
    const options = { serverUrl: server.url, user, clip: HEAD_CLIP, viewport };
    const person = await AppDriver.open(options);
    people.push(person);
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  };
  try {
    const host = await open('ann', WIDE);
    await host.type('/room create garden');
    await host.waitForStatus(/in room garden/);
    for (const name of GUESTS) {
      const guest = await open(name, SMALL);
      if (name === COSTUME.name) await guest.type(`/costume ${COSTUME.style}`);
      await guest.type('/join garden');
      await guest.waitForStatus(/in room garden/);
      await host.expectPicture(name);
      if (name === WITHOUT_CAMERA) {
        await guest.type('/camera off');
        await host.expectNoPicture(name);
      }
    }
    await settle(host);
    await take(host, 'room');
  } finally {
    await Promise.all(people.map((person) => person.close()));
  }
}
