import { AppDriver } from '../helpers/app-driver';
import { startAppServer } from '../helpers/app-server';
import { HEAD_CLIP } from '../helpers/fake-camera';
import { type BenchSection, median } from './bench-bar';
import { msToPaint, watchPaint } from './setup/first-painted';
import { RoomMember } from './setup/room-members';

const ROUNDS = 3;
/** By then whatever the stay before left to be done is done, and workers are there for the next. */
const CALM_MS = 5_000;
const NO_GRID = '';
const ROOM = 'lobby';
const NAMES = ['amy', 'ben', 'cleo', 'dan', 'eve', 'finn', 'gil'] as const;

/**
 * How long people wait in a room: from Enter behind `join` until everybody's picture is painted,
 * in a room of two, and in one of eight. The others are programs on this machine.
 */
export async function runRoomBench(): Promise<BenchSection> {
  const server = await startAppServer();
  const members: RoomMember[] = [];
  const enter = async (name: string): Promise<void> => {
    members.push(await RoomMember.open(server.url, name, ROOM));
  };
  const options = { serverUrl: server.url, user: 'newcomer', clip: HEAD_CLIP, prepare: watchPaint };
  const newcomer = await AppDriver.open(options);
  try {
    await newcomer.waitForStatus(/signed in as newcomer/);
    await server.signalling.rooms.add({ name: ROOM });
    const [first, ...others] = NAMES;
    await enter(first);
    const ofTwo = await joinTimes(newcomer, members, [first]);
    for (const name of others) await enter(name);
    const ofEight = await joinTimes(newcomer, members, NAMES);
    const times = `${(median(ofEight) / median(ofTwo)).toFixed(1)} times that of two; `;
    return {
      rows: [
        row('joining a room of two to its tile painted', ofTwo),
        row('joining a room of eight to all seven painted', ofEight, times),
      ],
      bars: [],
    };
  } finally {
    await Promise.all([newcomer, ...members].map((each) => each.close()));
    await server.close();
  }
}

async function joinTimes(
  newcomer: AppDriver,
  members: readonly RoomMember[],
  names: readonly string[],
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // The others are done with each other, and with the newcomer's last stay.
    await newcomer.until('the members to be connected', () =>
      Promise.resolve(members.every(({ connections }) => connections === names.length - 1)),
    );
    await newcomer.page.waitForTimeout(CALM_MS);
    await newcomer.type(`/join ${ROOM}`);
    const painted = names.map((name) => msToPaint(newcomer.page, `video of ${name}`));
    times.push(Math.max(...(await Promise.all(painted))));
    await newcomer.type('/leave');
    await newcomer.waitForStatus(/no call/);
  }
  return times;
}

function row(what: string, valuesMs: readonly number[], note = ''): BenchSection['rows'][number] {
  const [least, most] = [Math.min(...valuesMs), Math.max(...valuesMs)].map(Math.round);
  const spread = `${least} to ${most} ms`;
  return { what, grid: NO_GRID, value: median(valuesMs), unit: 'ms', note: note + spread };
}
