import { describe, expect, it } from 'vitest';
import { SettingsHandlers } from '../../../../src/renderer/commands/settings-handlers';
import type { NoiseSuppression } from '../../../../src/shared/config/noise-suppression';
import { keysOn } from '../../../../src/shared/config/platform-keys';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';

function start(platform: {
  isMac: boolean;
  hasTextSize: boolean;
  /** What takes the noise away, whatever is wanted. */
  used?: NoiseSuppression;
}): {
  handlers: SettingsHandlers;
  told: string[];
  readonly current: () => Settings;
} {
  let settings = DEFAULT_SETTINGS;
  const told: string[] = [];
  const handlers = new SettingsHandlers({
    settings: () => settings,
    keys: () => keysOn(platform, settings.keys),
    hasTextSize: platform.hasTextSize,
    updateSettings: (patch) => {
      settings = { ...settings, ...patch };
      return Promise.resolve(settings);
    },
    showPanel: (_title, lines) => told.push(...lines),
    openIcePanel: () => told.push('the panel of servers'),
    testIceServers: async () => {
      told.push('a trial of all servers');
      await Promise.resolve();
    },
    suppression: () => {
      const { noise_suppression: wanted } = settings;
      return Promise.resolve({ wanted, used: platform.used ?? wanted, costShare: 0.0312 });
    },
    notice: (text) => told.push(text),
  });
  return { handlers, told, current: () => settings };
}

describe('the setting noise_suppression', () => {
  const config = async (value: string, used?: NoiseSuppression): Promise<string[]> => {
    const { handlers, told } = start({ isMac: false, hasTextSize: true, used });
    await handlers.config('noise_suppression', value);
    return told;
  };

  it('is answered with what it does, and what that costs', async () => {
    expect(await config('neural')).toEqual([
      'noise_suppression is neural',
      "A neural network takes noise off your microphone's sound, for 3.1 % of a processor core.",
    ]);
    expect(await config('off')).toEqual([
      'noise_suppression is off',
      'Your microphone is heard with all its noise.',
    ]);
    // As it was a switch once.
    expect(await config('on')).toContain('noise_suppression is browser');
  });

  it('says when it cannot be had', async () => {
    expect(await config('neural', 'browser')).toEqual([
      'noise_suppression is neural',
      "Neural noise suppression does not run here: the browser's is used instead. config noise_suppression browser keeps that.",
    ]);
  });
});

describe('the command textsize', () => {
  it('changes the size of text in the app, says it, and refuses what is no size', async () => {
    const { handlers, told, current } = start({ isMac: false, hasTextSize: true });
    await handlers.all.textsize({ name: 'textsize', value: '150' });
    expect(current().text_size).toBe(150);
    await handlers.all.textsize({ name: 'textsize', value: 'default' });
    await handlers.all.textsize({ name: 'textsize', value: '1000' });
    expect(told).toEqual([
      'text_size is 150',
      'text_size is 100',
      'text_size must be a number from 50 to 300.',
    ]);
  });

  it("says in a page that the size of text is the browser's zoom, and changes nothing", async () => {
    const { handlers, told, current } = start({ isMac: false, hasTextSize: false });
    await handlers.all.textsize({ name: 'textsize', value: '150' });
    await handlers.all.config({ name: 'config', key: 'text_size', value: '150' });
    expect(current().text_size).toBe(100);
    for (const line of told) expect(line).toContain("the browser's zoom: Ctrl");
    expect(told).toHaveLength(2);
  });
});

describe('the command config', () => {
  it('shows the keys as they are on a Mac, and marks none that is its default', async () => {
    const { handlers, told } = start({ isMac: true, hasTextSize: false });
    await handlers.all.config({ name: 'config', key: 'keys.toggle-mute', value: null });
    expect(told).toEqual(['keys.toggle-mute is Ctrl+Shift+M']);
    await handlers.all.config({ name: 'config', key: null, value: null });
    expect(told).toContainEqual(expect.stringMatching(/^ {2}keys\.hang-up +Ctrl\+Shift\+H$/));
  });
});

describe('the servers for ICE', () => {
  it('are shown in their panel where none are given, and passwords are not said', async () => {
    const { handlers, told } = start({ isMac: false, hasTextSize: true });
    await handlers.config('ice_servers', 'turn:turn.example ann hunter2');
    expect(told).toEqual(['ice_servers is turn:turn.example ann ***']);
    await handlers.config('ice_servers', null);
    await handlers.all.ice({ name: 'ice', isTest: false });
    await handlers.all.ice({ name: 'ice', isTest: true });
    expect(told.slice(1)).toEqual([
      'the panel of servers',
      'ice_servers is turn:turn.example ann ***',
      'the panel of servers',
      'a trial of all servers',
    ]);
  });
});
