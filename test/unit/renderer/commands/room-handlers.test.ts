import { describe, expect, it } from 'vitest';
import { RoomHandlers, type RoomVerbs } from '../../../../src/renderer/commands/room-handlers';
import { err, ok } from '../../../../src/shared/base/result';
import type { RequestFailure } from '../../../../src/shared/protocol/reasons';

interface Facts {
  /** The rooms that are known before, and after asking which there are. */
  known: readonly string[];
  listed?: readonly string[];
  refusal?: RequestFailure;
}

function setUp({ known, listed = known, refusal = 'room-refused' }: Facts) {
  const notices: string[] = [];
  const questions: string[] = [];
  const joins: [string, string | null][] = [];
  let rooms = known;
  const unasked = (): never => {
    throw new Error('not asked for');
  };
  const room: RoomVerbs = {
    current: null,
    join: (slug, password = null) => {
      joins.push([slug, password]);
      return Promise.resolve(err(refusal));
    },
    list: () => {
      rooms = listed;
      return Promise.resolve(ok([]));
    },
    leave: unasked,
    create: unasked,
    set: unasked,
    kick: unasked,
    stop: unasked,
  };
  const handlers = new RoomHandlers({
    room,
    account: { name: 'ann', absence: null },
    settings: () => ({ blocked: [] }),
    isInCall: () => false,
    server: unasked,
    serverCommand: 'npm run server --',
    lan: null,
    hosting: null,
    knownRooms: () => rooms,
    askPassword: (question) => {
      questions.push(question);
      return Promise.resolve('tomato');
    },
    showRoomCode: unasked,
    copy: unasked,
    notice: (text) => notices.push(text),
  });
  const join = async (name: string, wantsPassword = false): Promise<void> => {
    await handlers.all.join({ name: 'join', room: name, wantsPassword });
  };
  return { join, notices, questions, joins };
}

describe('the command join', () => {
  it.each(['gard', 'gadren', 'GARD'])(
    'asks for %s, which is no room, whether garden was meant',
    async (typed) => {
      const { join, notices, questions, joins } = setUp({ known: ['shed', 'garden'] });
      await join(typed);
      expect(notices).toEqual([
        `There is no room ${typed}, or it opens with a password only. Did you mean garden? ` +
          `If not, join --password ${typed} asks for the password.`,
      ]);
      expect(questions).toEqual([]);
      expect(joins).toEqual([[typed, null]]);
    },
  );

  it('puts a name of several words in quotes where it says what to type', async () => {
    const { join, notices } = setUp({ known: ['team-b'] });
    await join('Team B');
    expect(notices.at(0)).toContain('Did you mean team-b? If not, join --password "Team B" asks');
  });

  it('suggests a room that was made after the list was last asked for', async () => {
    const { join, notices, questions } = setUp({ known: [], listed: ['garden'] });
    await join('gard');
    expect(notices.join('\n')).toContain('Did you mean garden?');
    expect(questions).toEqual([]);
  });

  it('asks for a password when no room has a name like it, as it may be an unlisted one', async () => {
    const { join, notices, questions, joins } = setUp({ known: ['shed', 'garden'] });
    await join('kitchen');
    expect(notices.at(0)).toBe('There is no room kitchen, or it opens with a password only.');
    expect(questions).toEqual(['password of kitchen:']);
    expect(joins).toEqual([
      ['kitchen', null],
      ['kitchen', 'tomato'],
    ]);
  });

  it('asks for a password, too, when the user was in that very room before', async () => {
    const { join, questions } = setUp({ known: ['den-2', 'den-23456'] });
    await join('den-23456');
    expect(questions).toEqual(['password of den-23456:']);
  });

  it('asks for the password of a room that has one', async () => {
    const { join, notices, questions } = setUp({
      known: ['den', 'den-2'],
      refusal: 'password-wrong',
    });
    await join('den');
    expect(questions).toEqual(['password of den:']);
    expect(notices.join('\n')).not.toContain('Did you mean');
  });

  it('asks for the password first with --password, and suggests no other room', async () => {
    const { join, notices, questions } = setUp({ known: ['garden'] });
    await join('gard', true);
    expect(questions).toEqual(['password of gard:']);
    expect(notices.join('\n')).not.toContain('Did you mean');
  });
});
