import { describe, expect, it } from 'vitest';
import { SpeakerChoice, type SpeakerNews } from '../../../../src/renderer/media/speaker-choice';
import { settle } from '../../../helpers/fake-clock';
import { FakeMediaAccess } from './fake-media-access';

async function setUp(speaker: string | null, speaker_id: string | null = null) {
  const access = new FakeMediaAccess()
    .plug('speaker', 's1', 'Built-in')
    .plug('speaker', 's2', 'TV');
  const chosen: string[] = [];
  const choice = new SpeakerChoice(
    access,
    { setSpeaker: (id) => Promise.resolve(chosen.push(id) > 0) },
    { speaker, speaker_id },
  );
  const news: SpeakerNews[] = [];
  choice.onNews((each) => news.push(each));
  await settle();
  return { access, choice, chosen, news };
}

describe('SpeakerChoice', () => {
  it('plays on the speaker that the settings name, and on another when they change', async () => {
    const { choice, chosen, news } = await setUp('TV');
    choice.applySettings({ speaker: 'Built-in', speaker_id: 's1' });
    await settle();
    choice.applySettings({ speaker: null, speaker_id: null });
    await settle();
    expect(chosen).toEqual(['s2', 's1', '']);
    expect(news).toEqual([]);
  });

  it("falls back to the system's when it is unplugged, and comes back", async () => {
    const { access, chosen, news } = await setUp('TV');
    access.unplug('s2');
    await settle();
    access.plug('speaker', 's2', 'TV');
    await settle();
    expect(chosen).toEqual(['s2', '', 's2']);
    expect(news).toEqual([
      { label: 'TV', isThere: false },
      { label: 'TV', isThere: true },
    ]);
  });

  it('leaves it to the system where nothing was chosen', async () => {
    const { access, chosen, news } = await setUp(null);
    access.unplug('s1');
    await settle();
    expect([chosen, news]).toEqual([[], []]);
  });

  it('calls nothing missing while the browser tells no names', async () => {
    const { access, choice, chosen, news } = await setUp('TV');
    access.areLabelsHidden = true;
    choice.refresh();
    await settle();
    expect(news).toEqual([]);
    access.areLabelsHidden = false;
    choice.refresh();
    await settle();
    expect(chosen.at(-1)).toBe('s2');
  });
});
