import { expect, vi } from 'vitest';
import type { MediaClient } from '../../src/alone/client/library';
import { TestCard } from '../../src/alone/media/test-card';
import type { PlainFigures } from './plain/plain-end';

const PATIENCE_MS = 120_000;
const FRAME_MS = 50;
const MINUTE_OF_SAMPLES = 60 * 48_000;
/** More than one frame may be by mistake. */
const ENOUGH = 5;

/** Waits until a bot and its one partner each get pictures and sound of the other. */
export async function seeEachOther(
  bot: MediaClient,
  partner: { figures(): Promise<PlainFigures> },
): Promise<void> {
  const until = (holds: () => void | Promise<void>): Promise<void> =>
    vi.waitFor(holds, { timeout: PATIENCE_MS });
  await until(() => {
    expect(bot.people).toHaveLength(1);
  });
  const card = new TestCard(320, 240);
  const film = setInterval(() => void bot.show(card.next()), FRAME_MS);
  void bot.speak(new Float32Array(MINUTE_OF_SAMPLES).fill(0.1));
  const here = { frames: 0, soundPackets: 0 };
  const [person] = bot.people;
  person.onFrame(() => (here.frames += 1));
  person.onSound(() => (here.soundPackets += 1));
  try {
    await until(async () => {
      const there = await partner.figures();
      const counts = [here, there].flatMap(({ frames, soundPackets }) => [frames, soundPackets]);
      expect(Math.min(...counts), counts.join(', ')).toBeGreaterThan(ENOUGH);
    });
  } finally {
    clearInterval(film);
    bot.hush();
  }
}
