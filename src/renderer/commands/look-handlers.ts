import { NO_ADJUSTMENTS } from '../../shared/ascii/adjustments';
import { rampFault } from '../../shared/ascii/ramp-fault';
import { type StyleName, STYLE_NAMES } from '../../shared/ascii/styles';
import type { LOOK_COMMANDS } from '../../shared/commands/areas/look-commands';
import type { CommandOf } from '../../shared/commands/definitions';
import { formatSetting } from '../../shared/config/format-setting';
import { parseSetting } from '../../shared/config/parse-setting';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/config/settings';
import {
  adjustmentsText,
  costumeSentence,
  drawnInSentence,
  missingGlyphsSentence,
  ownPaletteSentence,
  paletteChoices,
  rampSentence,
  staysInCostumeSentence,
  styleAlreadySentence,
} from '../text/look-sentences';
import type { NoticeTone } from '../text/notice-tone';
import type { Handlers, NamesOf, NoticePort } from './handlers';
import type { ConfigVerb } from './settings-handlers';

/** How single people are drawn, as `style` uses it. */
export interface LookVerbs {
  /** `null`: as everybody, or in their costume. */
  choose(person: string, style: StyleName | null): void;
  /** The costume that somebody is seen in now, in words; `null`: in none. */
  costumeShown(person: string): string | null;
}

export interface LookHandlerPorts extends NoticePort {
  readonly looks: LookVerbs;
  /** For settings that have a command of their name. */
  readonly config: ConfigVerb;
  settings(): Settings;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  /** Whose pictures are on the stage, the local user's left out. */
  peopleShown(): readonly string[];
  /** Those of the characters that the pictures' font does not draw. */
  missingGlyphs(text: string): Promise<readonly string[]>;
}

/** The commands of the look: styles, palettes, ramps, knobs and costumes. */
export class LookHandlers {
  readonly all: Handlers<NamesOf<typeof LOOK_COMMANDS>> = {
    style: (command) => this.style(command),
    palette: ({ value }) => this.palette(value),
    dither: ({ value }) => this.ports.config('dither', value),
    ramp: ({ ramp }) => this.ramp(ramp),
    adjust: (command) => this.adjust(command),
    mirror: ({ value }) => this.ports.config('mirror', value),
    costume: (command) => this.costume(command),
    costumes: ({ value }) => this.ports.config('costumes', value),
  };

  constructor(private readonly ports: LookHandlerPorts) {}

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }

  private async style({ style, person }: CommandOf<'style'>): Promise<void> {
    if (person === null) await this.styleAll(style);
    else this.styleOne(style ?? 'default', person);
  }

  /** A style that changes is told where all changes of it are, by keys as well. */
  private async styleAll(style: StyleName | 'default' | null): Promise<void> {
    const { videostyle: before } = this.ports.settings();
    const wanted = style === 'default' ? DEFAULT_SETTINGS.videostyle : style;
    const videostyle = wanted ?? nextStyle(before);
    if (videostyle === before) this.say(styleAlreadySentence(videostyle));
    else await this.ports.updateSettings({ videostyle });
    for (const person of this.ports.peopleShown()) {
      const costume = this.ports.looks.costumeShown(person);
      if (costume !== null) this.say(staysInCostumeSentence(person, costume, videostyle));
    }
  }

  private styleOne(style: StyleName | 'default', person: string): void {
    const { looks } = this.ports;
    looks.choose(person, style === 'default' ? null : style);
    const shown = style === 'default' ? looks.costumeShown(person) : style;
    this.say(drawnInSentence(person, shown));
  }

  /** Colours in place of a name are one's own palette, chosen at once. */
  private async palette(value: string | null): Promise<void> {
    if (value === null) {
      await this.ports.config('palette', null);
      this.say(paletteChoices());
      return;
    }
    if (!value.startsWith('#')) {
      await this.ports.config('palette', value);
      return;
    }
    const patch = parseSetting('palette_colours', value, this.ports.settings());
    if (!patch.ok) {
      this.say(patch.error, 'error');
      return;
    }
    const settings = await this.ports.updateSettings({ ...patch.value, palette: 'own' });
    this.say(ownPaletteSentence(formatSetting(settings, 'palette_colours')));
  }

  private async ramp(ramp: string | null): Promise<void> {
    if (ramp === null) {
      this.say(rampSentence(this.ports.settings()));
      return;
    }
    const isDefault = ramp.toLowerCase() === 'default';
    const fault = isDefault ? null : await this.rampFault(ramp);
    if (fault !== null) {
      this.say(fault, 'error');
      return;
    }
    await this.ports.updateSettings({ ramp: isDefault ? null : ramp });
    this.say(rampSentence(this.ports.settings()));
  }

  private async rampFault(ramp: string): Promise<string | null> {
    const fault = rampFault(ramp);
    if (fault !== null) return fault;
    const missing = await this.ports.missingGlyphs(ramp);
    return missing.length === 0 ? null : missingGlyphsSentence(missing);
  }

  private async adjust({ knob, value }: CommandOf<'adjust'>): Promise<void> {
    if (knob === 'default') await this.ports.updateSettings(NO_ADJUSTMENTS);
    else if (knob !== null) {
      await this.ports.config(knob, value);
      return;
    }
    this.say(adjustmentsText(this.ports.settings()));
  }

  private async costume({ style, palette }: CommandOf<'costume'>): Promise<void> {
    if (style !== null) {
      const worn = palette === null || palette === 'truecolour' ? style : `${style} ${palette}`;
      await this.ports.updateSettings({ costume: style === 'off' ? null : worn });
    }
    this.say(costumeSentence(this.ports.settings().costume));
  }
}

/** The style after `style`, round and round. */
export function nextStyle(style: StyleName): StyleName {
  return STYLE_NAMES[(STYLE_NAMES.indexOf(style) + 1) % STYLE_NAMES.length];
}
