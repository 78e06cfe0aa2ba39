import type { PERSON_COMMANDS } from '../../shared/commands/areas/person-commands';
import type { Participant, PersonTaste } from '../../shared/party/participant';
import type { LinkDetails } from '../rtc/link-details';
import type { LinkStats } from '../rtc/peer-link';
import { statsRows } from '../ui/stats-rows';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** What is known of somebody's connection. */
export interface PersonFigures {
  readonly details: LinkDetails | null;
  /** Of the last second. */
  readonly stats: LinkStats | null;
}

/** The people on the stage, as commands name them. */
export interface PersonVerbs {
  readonly people: readonly Participant[];
  find(name: string): Participant | undefined;
  setTaste(name: string, change: Partial<PersonTaste>): PersonTaste;
  figures(person: Participant): Promise<PersonFigures>;
  /** `null`: all alike. */
  zoom(person: Participant | 'self' | null): void;
  /** `false`: this browser cannot, or there is no picture. */
  pip(person: Participant | null): Promise<boolean>;
  isSelf(name: string): boolean;
}

export interface PersonHandlerPorts extends NoticePort {
  readonly party: PersonVerbs;
  showPanel(title: string, lines: readonly string[]): void;
}

/** The commands about single people: how I like them shown and heard. */
export class PersonHandlers {
  readonly all: Handlers<NamesOf<typeof PERSON_COMMANDS>> = {
    volume: ({ person, percent }) => {
      this.with(person, ({ name }) => {
        const { volume } = this.ports.party.setTaste(name, { volume: percent });
        this.ports.notice(`You hear ${name} at ${volume} per cent.`, 'echo');
      });
    },
    hide: ({ person }) => {
      this.with(person, ({ name }) => {
        this.ports.party.setTaste(name, { isHidden: true });
        this.ports.notice(`${name} is hidden: their picture is not received.`, 'echo');
      });
    },
    show: ({ person }) => {
      this.with(person, ({ name }) => {
        this.ports.party.setTaste(name, { isHidden: false });
        this.ports.notice(`${name} is shown.`, 'echo');
      });
    },
    zoom: ({ person }) => {
      const { party } = this.ports;
      if (person === null) party.zoom(null);
      else if (party.isSelf(person)) party.zoom('self');
      else
        this.with(person, (found) => {
          party.zoom(found);
        });
    },
    pip: async ({ person }) => {
      const found = person === null ? null : this.ports.party.find(person);
      if (found === undefined) this.sayAbsent(person ?? '');
      else if (!(await this.ports.party.pip(found))) {
        this.ports.notice('There is no picture to put there, or no such window here.', 'warn');
      }
    },
    stats: ({ person }) => this.stats(person),
  };

  constructor(private readonly ports: PersonHandlerPorts) {}

  /** Somebody else's sound, for me alone. */
  readonly mute = (person: string, isOn: boolean | null): void => {
    this.with(person, ({ name, taste }) => {
      const { isMuted } = this.ports.party.setTaste(name, { isMuted: isOn ?? !taste.isMuted });
      const what = isMuted ? `You do not hear ${name} now.` : `You hear ${name} again.`;
      this.ports.notice(what, 'echo');
    });
  };

  private async stats(name: string | null): Promise<void> {
    const { party } = this.ports;
    const found = name === null ? party.people : [party.find(name)].filter((each) => !!each);
    if (found.length === 0) {
      if (name === null)
        this.ports.notice(
          'There is no connection: you are in no call, or alone in your room. call echo tries one.',
          'warn',
        );
      else this.sayAbsent(name);
      return;
    }
    const rows: string[] = [];
    for (const person of found) rows.push(...statsRows(person, await party.figures(person)), '');
    this.ports.showPanel('stats', rows.slice(0, -1));
  }

  private with(name: string, act: (person: Participant) => void): void {
    const person = this.ports.party.find(name);
    if (person === undefined) this.sayAbsent(name);
    else act(person);
  }

  private sayAbsent(name: string): void {
    this.ports.notice(`${name} is not on the stage: only those in your call or room are.`, 'warn');
  }
}
