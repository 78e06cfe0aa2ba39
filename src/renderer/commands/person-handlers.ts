import type { PERSON_COMMANDS } from '../../shared/commands/areas/person-commands';
import type { Participant, ParticipantPreferences } from '../../shared/call/participant';
import type { LinkDetails } from '../rtc/link-details';
import type { LinkStats } from '../rtc/peer-link';
import { statsRows } from '../text/stats-rows';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** What is known of somebody's connection. */
export interface PersonStats {
  readonly details: LinkDetails | null;
  /** Of the last second. */
  readonly stats: LinkStats | null;
}

/** The people on the stage, as commands name them. */
export interface PersonVerbs {
  readonly people: readonly Participant[];
  find(name: string): Participant | undefined;
  setTaste(name: string, change: Partial<ParticipantPreferences>): ParticipantPreferences;
  figures(person: Participant): Promise<PersonStats>;
  /** `null`: all alike. `false`: it was so before. */
  zoom(person: Participant | 'self' | null): boolean;
  /** `null`: whoever is largest. `false`: this browser cannot, or there is no picture. */
  pip(person: Participant | 'self' | null): Promise<boolean>;
  isSelf(name: string): boolean;
}

export interface PersonHandlerPorts extends NoticePort {
  readonly party: PersonVerbs;
  showPanel(title: string, lines: readonly string[]): void;
}

// What to type for oneself instead.
const SELF_VOLUME = 'That is you, and you do not hear yourself. /mute turns your microphone off.';
const SELF_MUTE = 'That is you. /mute, without a name, turns your microphone off and on.';
const SELF_HIDE = 'That is you. /selfview hidden takes your own picture off the stage.';
const SELF_SHOW = 'That is you. /selfview auto puts your own picture on the stage.';
const SELF_STATS = 'That is you. /stats, without a name, shows your connections to the others.';

const ALONE = 'you are in no call, or alone in your room. call echo tries one.';

/** The commands about single people: how they are shown and heard here. */
export class PersonHandlers {
  readonly all: Handlers<NamesOf<typeof PERSON_COMMANDS>> = {
    volume: ({ person, percent }) => {
      this.with(person, SELF_VOLUME, ({ name }) => {
        const { volume } = this.ports.party.setTaste(name, { volume: percent });
        this.ports.notice(`You hear ${name} at ${volume} per cent.`, 'echo');
      });
    },
    hide: ({ person }) => {
      this.with(person, SELF_HIDE, ({ name }) => {
        this.ports.party.setTaste(name, { isHidden: true });
        this.ports.notice(`${name} is hidden: their picture is not received.`, 'echo');
      });
    },
    show: ({ person }) => {
      this.with(person, SELF_SHOW, ({ name }) => {
        this.ports.party.setTaste(name, { isHidden: false });
        this.ports.notice(`${name} is shown.`, 'echo');
      });
    },
    zoom: ({ person }) => {
      this.zoom(person);
    },
    pip: async ({ person }) => {
      const found = this.pick(person);
      if (found === undefined) this.sayAbsent(person ?? '');
      else if (!(await this.ports.party.pip(found))) {
        this.ports.notice(
          'There is no picture to put there (camera on shows yours), or no such window here.',
          'warn',
        );
      }
    },
    stats: ({ person }) => this.stats(person),
  };

  constructor(private readonly ports: PersonHandlerPorts) {}

  /** Somebody else's sound, for the local user alone. */
  readonly mute = (person: string, isOn: boolean | null): void => {
    this.with(person, SELF_MUTE, ({ name, taste }) => {
      const { isMuted } = this.ports.party.setTaste(name, { isMuted: isOn ?? !taste.isMuted });
      const what = isMuted ? `You do not hear ${name} now.` : `You hear ${name} again.`;
      this.ports.notice(what, 'echo');
    });
  };

  private zoom(name: string | null): void {
    const { party } = this.ports;
    const found = this.pick(name);
    if (found === undefined) this.sayAbsent(name ?? '');
    else if (party.people.length === 0) {
      // Somebody who was large may have left.
      party.zoom(null);
      this.ports.notice(`There is nobody to make large: ${ALONE}`, 'warn');
    } else if (!party.zoom(found)) {
      const how =
        name === null
          ? 'All are alike already. /zoom PERSON makes somebody large.'
          : `${name} is large already. /zoom, or Esc, makes all alike.`;
      this.ports.notice(how, 'echo');
    }
  }

  private async stats(person: string | null): Promise<void> {
    const { party } = this.ports;
    if (person === null && party.people.length === 0) {
      this.ports.notice(`There is no connection: ${ALONE}`, 'warn');
    } else if (person === null) await this.showStats(party.people);
    else {
      const found = this.other(person, SELF_STATS);
      if (found !== null) await this.showStats([found]);
    }
  }

  private async showStats(people: readonly Participant[]): Promise<void> {
    const rows: string[] = [];
    for (const person of people)
      rows.push(...statsRows(person, await this.ports.party.figures(person)), '');
    this.ports.showPanel('stats', rows.slice(0, -1));
  }

  /** `undefined`: nobody of that name is on the stage. */
  private pick(name: string | null): Participant | 'self' | null | undefined {
    const { party } = this.ports;
    if (name === null) return null;
    return party.isSelf(name) ? 'self' : party.find(name);
  }

  /**
   * Somebody else of that name, or a word on why there is none. `self`: what to say if it is the
   * local user.
   */
  private other(name: string, self: string): Participant | null {
    const found = this.pick(name);
    if (found === 'self') this.ports.notice(self, 'warn');
    else if (found) return found;
    else this.sayAbsent(name);
    return null;
  }

  private with(name: string, self: string, act: (person: Participant) => void): void {
    const found = this.other(name, self);
    if (found !== null) act(found);
  }

  private sayAbsent(name: string): void {
    this.ports.notice(`${name} is not on the stage: only those in your call or room are.`, 'warn');
  }
}
