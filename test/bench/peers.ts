import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findCommand } from '../../scripts/lib/find-browser.mjs';
import { median } from './bench-bar';
import type { PeerFiles } from './peer-files';

export const PEER_COMMANDS = ['chafa', 'timg', 'mpv'] as const;
export type PeerCommand = (typeof PEER_COMMANDS)[number];

export const [PEER_COLS, PEER_ROWS] = [160, 48];
const SIZE = `${PEER_COLS}x${PEER_ROWS}`;

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;

const CHAFA = ['--format=symbols', '--symbols=ascii', '--threads=1', `--size=${SIZE}`, '--stretch'];
export const CHAFA_FULL = [...CHAFA, '--colors=full'];
export const CHAFA_INK = [...CHAFA, '--colors=full', '--fg-only'];
export const CHAFA_MONO = [...CHAFA, '--colors=none'];
/** As video: the first way in for stills is another, slower one. */
const TIMG = ['-V', `-g${SIZE}`];
export const TIMG_HALF = [...TIMG, '-ph'];
export const TIMG_QUAD = [...TIMG, '-pq'];
const MPV = ['--no-config', '--no-audio', '--untimed', '--framedrop=no', '--really-quiet'];
const MPV_TCT = ['--vo=tct', `--vo-tct-width=${PEER_COLS}`, `--vo-tct-height=${PEER_ROWS}`];

export function hasPeer(peer: PeerCommand): boolean {
  return findCommand(peer) !== null;
}

/** What the program writes for one picture. */
export async function peerOutput(peer: PeerCommand, args: readonly string[]): Promise<Buffer> {
  const { stdout } = await run(peer, args, { encoding: 'buffer', maxBuffer: MAX_OUTPUT_BYTES });
  return stdout;
}

/** The work of many frames less that of one: what it takes to start is left out. */
export async function chafaMsPerFrame({ stills }: PeerFiles): Promise<number> {
  const all = await cpuMs('chafa', [...CHAFA_FULL, ...stills]);
  const one = await cpuMs('chafa', [...CHAFA_FULL, stills[0]]);
  return (all - one) / (stills.length - 1);
}

/**
 * What it takes timg to start is half as much again from one run to the next: the median of so
 * many.
 */
const TIMG_RUNS = 5;

/**
 * The clip played once, its start included: a raw clip takes next to no decoding, and there is no
 * way to have it play to nowhere.
 */
export async function timgMsPerFrame({ stretchedClip, stills }: PeerFiles): Promise<number> {
  const runs: number[] = [];
  while (runs.length < TIMG_RUNS) {
    runs.push(await cpuMs('timg', [...TIMG_HALF, '--loops=1', stretchedClip]));
  }
  return median(runs) / stills.length;
}

/** A frame costs so little that a clip is played several times over. */
const LOOPS = 5;

/** The work of many frames less that of one. */
export async function timgDrawMsPerFrame({ stretchedClip, stills }: PeerFiles): Promise<number> {
  const all = await cpuMs('timg', [...TIMG_HALF, `--loops=${LOOPS}`, stretchedClip]);
  const one = await cpuMs('timg', [...TIMG_HALF, '--frames=1', '--loops=1', stretchedClip]);
  return (all - one) / (LOOPS * stills.length - 1);
}

/** Less what it takes to play the clip to nowhere. */
export async function mpvMsPerFrame({ clip, stills }: PeerFiles): Promise<number> {
  const loops = `--loop-file=${LOOPS - 1}`;
  const drawn = await cpuMs('mpv', [...MPV, loops, ...MPV_TCT, clip]);
  const played = await cpuMs('mpv', [...MPV, loops, '--vo=null', clip]);
  return (drawn - played) / (LOOPS * stills.length);
}

/** User and system time of a program and its threads, whatever else the machine does meanwhile. */
async function cpuMs(command: string, args: readonly string[]): Promise<number> {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';
  const { stderr } = await run('bash', ['-c', script, 'bash', command, ...args], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [user, system] = stderr.trim().split(' ').map(Number);
  return 1000 * (user + system);
}
