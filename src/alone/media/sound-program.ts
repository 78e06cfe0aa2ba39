import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { SOUND_RATE_HZ } from './node-track';

const RATE = String(SOUND_RATE_HZ);
const LATENCY = '--latency-msec=40';
const PULSE = ['--raw', '--format=s16le', `--rate=${RATE}`, '--channels=1', LATENCY];
const ALSA = ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', RATE, '-c', '1'];

/** Programs of the system for sound: PipeWire's and PulseAudio's first, then ALSA's. */
const PROGRAMS = {
  speaker: [
    ['pacat', '--playback', ...PULSE],
    ['aplay', ...ALSA],
  ],
  microphone: [
    ['pacat', '--record', ...PULSE],
    ['arecord', ...ALSA],
  ],
} as const;

/** Starts the first that is installed; `null`: none is. */
export function startSoundProgram(kind: keyof typeof PROGRAMS): ChildProcess | null {
  const words = PROGRAMS[kind].find(([name]) => isInstalled(name));
  if (words === undefined) return null;
  const [name, ...rest] = words;
  const child = spawn(name, rest, { stdio: ['pipe', 'pipe', 'ignore'] });
  // It may go at any time: then there is silence.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  return child;
}

function isInstalled(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}
