import type { SETTING_COMMANDS } from '../../shared/commands/areas/program-commands';
import { formatSetting, formatSettings, withKeys } from '../../shared/config/format-setting';
import { CONFIG_KEYS, parseSetting } from '../../shared/config/parse-setting';
import type { BoundKeys } from '../../shared/config/platform-keys';
import type { Settings } from '../../shared/config/settings';
import type { SuppressionState } from '../media/sent-microphone';
import { NO_NEURAL_SUPPRESSION, suppressionSentence } from '../text/device-sentences';
import type { NoticeTone } from '../text/notice-tone';
import { CONFIG_TITLE } from '../text/panel-words';
import {
  BROWSERS_TEXT_SIZE,
  CONFIG_RULE,
  noSettingSentence,
  settingText,
} from '../text/settings-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** What `config KEY VALUE` does; `null`: shows instead of changing. */
export type ConfigVerb = (key: string | null, value: string | null) => Promise<void>;

export interface SettingsHandlerPorts extends NoticePort {
  settings(): Settings;
  /** As they are bound on this system. */
  keys(): BoundKeys;
  /** Whether the text has a size of the app's own. */
  readonly hasTextSize: boolean;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  /** What takes the noise off the microphone, and what that costs. */
  suppression(): Promise<SuppressionState>;
  showPanel(title: string, lines: readonly string[]): void;
  /** Where STUN and TURN servers are added, taken away and tried. */
  openIcePanel(): void;
  /** Says of each what became of trying it. */
  testIceServers(): Promise<void>;
}

/** The commands of the settings. */
export class SettingsHandlers {
  readonly all: Handlers<NamesOf<typeof SETTING_COMMANDS>> = {
    config: ({ key, value }) => this.config(key, value),
    textsize: ({ value }) => this.config('text_size', value),
    ice: async ({ isTest }) => {
      if (isTest) await this.ports.testIceServers();
      else this.ports.openIcePanel();
    },
  };

  constructor(private readonly ports: SettingsHandlerPorts) {}

  readonly config: ConfigVerb = async (key, value) => {
    const settings = this.ports.settings();
    if (key === null) {
      this.ports.showPanel(CONFIG_TITLE, [
        CONFIG_RULE,
        '',
        ...formatSettings(settings, this.ports.keys()),
      ]);
      return;
    }
    if (!CONFIG_KEYS.includes(key)) {
      this.say(noSettingSentence(key), 'error');
      return;
    }
    if (key === 'text_size' && !this.ports.hasTextSize) {
      this.say(BROWSERS_TEXT_SIZE);
      return;
    }
    if (value !== null) {
      const patch = parseSetting(key, value, settings);
      if (!patch.ok) {
        this.say(patch.error, 'error');
        return;
      }
      await this.ports.updateSettings(patch.value);
    }
    if (key === 'ice_servers' && value === null) this.ports.openIcePanel();
    const shown = withKeys(this.ports.settings(), this.ports.keys());
    this.say(settingText(key, formatSetting(shown, key)));
    if (key === 'noise_suppression') await this.saySuppression();
  };

  private async saySuppression(): Promise<void> {
    const { wanted, used, costShare } = await this.ports.suppression();
    if (wanted === used) this.say(suppressionSentence(used, costShare));
    else this.say(NO_NEURAL_SUPPRESSION, 'warn');
  }

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }
}
