import { describe, expect, it } from 'vitest';
import {
  type ArrivedMedia,
  type GuessedMedia,
  PLAIN_PEER,
  SILENT_PEER,
  type SilentPeerState,
  watchSilentPeer,
} from '../../../../src/shared/call/silent-peer';

const NOTHING: ArrivedMedia = { isPicture: false, isSound: false };
const PICTURE: ArrivedMedia = { isPicture: true, isSound: false };
const SOUND: ArrivedMedia = { isPicture: false, isSound: true };
const BOTH: ArrivedMedia = { isPicture: true, isSound: true };

/** What it is taken for after each second in which these arrived; '-' where that is no news. */
function guesses(...seconds: readonly ArrivedMedia[]): readonly string[] {
  return guessesOf(SILENT_PEER, seconds);
}

function guessesOf(first: SilentPeerState, seconds: readonly ArrivedMedia[]): readonly string[] {
  let state = first;
  return seconds.map((arrived) => {
    const step = watchSilentPeer(state, arrived);
    state = step.state;
    return step.media === null ? '-' : words(step.media);
  });
}

function words({ camera, microphone }: GuessedMedia): string {
  return [camera && 'camera', microphone && 'microphone'].filter(Boolean).join(' ') || 'nothing';
}

describe('an end that never says what it has on', () => {
  it('has its camera on once pictures have come for two seconds', () => {
    expect(guesses(PICTURE, PICTURE, PICTURE)).toEqual(['-', 'camera', '-']);
    expect(guesses(NOTHING, PICTURE, NOTHING, PICTURE, NOTHING)).toEqual(['-', '-', '-', '-', '-']);
  });

  it('has its microphone on where sound comes as well, told together', () => {
    expect(guesses(BOTH, BOTH)).toEqual(['-', 'camera microphone']);
    expect(guesses(SOUND, BOTH, BOTH)).toEqual(['-', '-', 'camera microphone']);
    expect(guesses(PICTURE, BOTH, BOTH)).toEqual(['-', 'camera microphone', '-']);
  });

  it('has no camera where only sound comes for long', () => {
    expect(guesses(SOUND, SOUND, SOUND, SOUND, SOUND, SOUND, SOUND)).toEqual([
      ...['-', '-', '-', '-', '-'],
      'microphone',
      '-',
    ]);
  });

  it('has them off again when nothing comes for two seconds, and on when it does', () => {
    expect(guesses(BOTH, BOTH, SOUND, SOUND, BOTH, BOTH)).toEqual([
      ...['-', 'camera microphone', '-', 'microphone', '-', 'camera microphone'],
    ]);
    expect(guesses(BOTH, BOTH, PICTURE, PICTURE)).toEqual([
      '-',
      'camera microphone',
      '-',
      'camera',
    ]);
    expect(guesses(BOTH, BOTH, SOUND, BOTH)).toEqual(['-', 'camera microphone', '-', '-']);
  });

  it('is not spoken of while nothing ever came', () => {
    expect(guesses(...Array<ArrivedMedia>(60).fill(NOTHING))).toEqual(Array(60).fill('-'));
  });
});

describe('an end that knows no words for what it has on', () => {
  it('has it on as soon as it comes, and off only when nothing came for two seconds', () => {
    expect(guessesOf(PLAIN_PEER, [NOTHING, PICTURE, NOTHING, PICTURE, NOTHING, NOTHING])).toEqual([
      ...['-', 'camera', '-', '-', '-', 'nothing'],
    ]);
    expect(guessesOf(PLAIN_PEER, [SOUND, BOTH, PICTURE, PICTURE])).toEqual([
      ...['-', 'camera microphone', '-', 'camera'],
    ]);
  });
});
