import type { PERSON_COMMANDS } from '../../shared/commands/areas/person-commands';
import type { Participant, ParticipantPreferences } from '../../shared/call/participant';
import type { LinkDetails } from '../rtc/link-details';
import type { LinkStats } from '../rtc/peer-link';
import type { SuppressionState } from '../media/sent-microphone';
import { suppressionSentence } from '../text/device-sentences';
import { STATS_TITLE } from '../text/panel-words';
import {
  ABOUT_YOURSELF,
  heardSentence,
  hiddenSentence,
  NO_CONNECTIONS,
  NO_LITTLE_WINDOW,
  NOBODY_TO_ZOOM,
  notOnStageSentence,
  shownSentence,
  volumeSentence,
  zoomedAlreadySentence,
} from '../text/person-sentences';
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
  setPreferences(name: string, change: Partial<ParticipantPreferences>): ParticipantPreferences;
  stats(person: Participant): Promise<PersonStats>;
  /** `null`: all alike. `false`: it was so before. */
  zoom(person: Participant | 'self' | null): boolean;
  /** `null`: whoever is largest. `false`: this browser cannot, or there is no picture. */
  pip(person: Participant | 'self' | null): Promise<boolean>;
  isSelf(name: string): boolean;
}

export interface PersonHandlerPorts extends NoticePort {
  readonly participants: PersonVerbs;
  showPanel(title: string, lines: readonly string[]): void;
  /** What takes the noise off the microphone, and what that costs. */
  suppression(): Promise<SuppressionState>;
}

/** The commands about single people: how they are shown and heard here. */
export class PersonHandlers {
  readonly all: Handlers<NamesOf<typeof PERSON_COMMANDS>> = {
    volume: ({ person, percent }) => {
      this.with(person, ABOUT_YOURSELF.volume, ({ name }) => {
        const { volume } = this.ports.participants.setPreferences(name, { volume: percent });
        this.ports.notice(volumeSentence(name, volume), 'echo');
      });
    },
    hide: ({ person }) => {
      this.with(person, ABOUT_YOURSELF.hide, ({ name }) => {
        this.ports.participants.setPreferences(name, { isHidden: true });
        this.ports.notice(hiddenSentence(name), 'echo');
      });
    },
    show: ({ person }) => {
      this.with(person, ABOUT_YOURSELF.show, ({ name }) => {
        this.ports.participants.setPreferences(name, { isHidden: false });
        this.ports.notice(shownSentence(name), 'echo');
      });
    },
    zoom: ({ person }) => {
      this.zoom(person);
    },
    pip: async ({ person }) => {
      const found = this.pick(person);
      if (found === undefined) this.sayAbsent(person ?? '');
      else if (!(await this.ports.participants.pip(found))) {
        this.ports.notice(NO_LITTLE_WINDOW, 'warn');
      }
    },
    stats: ({ person }) => this.stats(person),
  };

  constructor(private readonly ports: PersonHandlerPorts) {}

  /** Somebody else's sound, for the local user alone. */
  readonly mute = (person: string, isOn: boolean | null): void => {
    this.with(person, ABOUT_YOURSELF.mute, ({ name, preferences }) => {
      const { isMuted } = this.ports.participants.setPreferences(name, {
        isMuted: isOn ?? !preferences.isMuted,
      });
      this.ports.notice(heardSentence(name, isMuted), 'echo');
    });
  };

  private zoom(name: string | null): void {
    const { participants } = this.ports;
    const found = this.pick(name);
    if (found === undefined) this.sayAbsent(name ?? '');
    else if (participants.people.length === 0) {
      // Somebody who was large may have left.
      participants.zoom(null);
      this.ports.notice(NOBODY_TO_ZOOM, 'warn');
    } else if (!participants.zoom(found)) {
      this.ports.notice(zoomedAlreadySentence(name), 'echo');
    }
  }

  private async stats(person: string | null): Promise<void> {
    const { participants } = this.ports;
    if (person === null && participants.people.length === 0) {
      this.ports.notice(NO_CONNECTIONS, 'warn');
    } else if (person === null) await this.showStats(participants.people);
    else {
      const found = this.other(person, ABOUT_YOURSELF.stats);
      if (found !== null) await this.showStats([found]);
    }
  }

  private async showStats(people: readonly Participant[]): Promise<void> {
    const rows: string[] = [];
    for (const person of people)
      rows.push(...statsRows(person, await this.ports.participants.stats(person)), '');
    const { used, costShare } = await this.ports.suppression();
    const own = used === 'neural' ? suppressionSentence(used, costShare) : '';
    this.ports.showPanel(STATS_TITLE, own === '' ? rows.slice(0, -1) : [...rows, own]);
  }

  /** `undefined`: nobody of that name is on the stage. */
  private pick(name: string | null): Participant | 'self' | null | undefined {
    const { participants } = this.ports;
    if (name === null) return null;
    return participants.isSelf(name) ? 'self' : participants.find(name);
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
    this.ports.notice(notOnStageSentence(name), 'warn');
  }
}
