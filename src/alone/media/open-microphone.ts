import type { SoundChoice } from '../alone-ports';
import { frameClock } from './frame-clock';
import { NodeTrack, type Sound, SOUND_MS, SOUND_SAMPLES } from './node-track';
import { fromSamples } from './samples';
import { startSoundProgram } from './sound-program';
import { readWav } from './wav-file';

const PIECES_PER_S = 1_000 / SOUND_MS;
const SAMPLE_BYTES = 2;

/**
 * Starts what is said.
 *
 * @throws DOMException as getUserMedia does: NotFoundError, where there is nothing.
 */
export function openMicrophone(choice: SoundChoice): NodeTrack {
  switch (choice.kind) {
    case 'none':
      throw notFound();
    case 'file':
      return openClip(choice.path);
    case 'system':
      return openSystem();
  }
}

function openClip(path: string): NodeTrack {
  const sound = readClip(path);
  if (sound === null) throw new DOMException('No WAV file of 16 bits', 'NotReadableError');
  let at = 0;
  const ticking = frameClock(PIECES_PER_S, () => {
    track.play(piece(sound, at));
    at = (at + SOUND_SAMPLES) % sound.length;
  });
  const track = new NodeTrack({
    kind: 'audio',
    label: path,
    settings: { deviceId: path },
    handleStop: () => {
      ticking.dispose();
    },
  });
  return track;
}

function readClip(path: string): Sound | null {
  try {
    return readWav(path);
  } catch {
    throw notFound();
  }
}

/** From `at` on, and from the beginning again. */
function piece(sound: Sound, at: number): Sound {
  const part = sound.subarray(at, at + SOUND_SAMPLES);
  if (part.length === SOUND_SAMPLES) return part;
  const whole = new Float32Array(SOUND_SAMPLES);
  whole.set(part);
  return whole;
}

function openSystem(): NodeTrack {
  const program = startSoundProgram('microphone');
  if (program?.stdout == null) throw notFound();
  let pending: Buffer = Buffer.alloc(0);
  program.stdout.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    const bytes = SOUND_SAMPLES * SAMPLE_BYTES;
    for (; pending.length >= bytes; pending = pending.subarray(bytes))
      track.play(fromSamples(pending.subarray(0, bytes)));
  });
  program.on('close', () => {
    track.end();
  });
  const track = new NodeTrack({
    kind: 'audio',
    label: 'system',
    settings: { deviceId: 'system' },
    handleStop: () => {
      program.kill();
    },
  });
  return track;
}

function notFound(): DOMException {
  return new DOMException('No microphone', 'NotFoundError');
}
