import type { CallPhase } from '../../shared/call/call-phase';
import type { JoinedRoom } from '../../shared/call/room-state';
import type { Participant } from '../../shared/call/participant';
import type { SelfView } from '../../shared/stage/self-view';
import type { TileKey } from '../../shared/stage/tile-key';
import type { ParticipantsScene, TileFact } from './participants-layout';
import { inputSentences } from '../text/input-sentences';
import { ownTile, tilesOf } from './participant-tiles';
import type { PromptScene } from './prompt-layout';
import { ownTerminalTiles, type TerminalFacts, terminalTilesOf } from './terminal-tiles';
import { isOfThisMachine } from '../text/invite-url';
import { marksOf, peopleOf } from '../text/room-sentences';
import { ALONE_IN_ROOM, WHOEVER_ANSWERS } from '../text/stage-sentences';
import { piece, type Piece } from './text-pieces';

/** What the stage is about. */
export type StageScene = PromptScene | ParticipantsScene;

export interface StageFacts extends TerminalFacts {
  readonly phase: CallPhase;
  /** The local user's name on the server; `null`: signed out. */
  readonly name: string | null;
  readonly server: string;
  readonly hostedAt: string | null;
  readonly serverCommand: string;
  /** The app has a server of its own, which can let others on the network in. */
  readonly canHost: boolean;
  readonly cameraNote: string | null;
  /** There is nothing to type into. */
  readonly isKiosk: boolean;
  /** One points with a finger here. */
  readonly isTouch: boolean;
  readonly isMuted: boolean;
  readonly room: JoinedRoom | null;
  /** The others in the call or room. */
  readonly people: readonly Participant[];
  readonly selfView: SelfView;
  readonly zoomed: TileKey | null;
  readonly nowMs: number;
}

/** What the stage shows for the facts. Pure. */
export function sceneFor(facts: StageFacts): StageScene {
  const { phase, room } = facts;
  if (room !== null) return roomScene(facts, room);
  switch (phase.kind) {
    case 'idle':
      return {
        kind: 'mirror',
        name: facts.name,
        server: serverForFriends(facts),
        serverCommand: facts.serverCommand,
        canHost: facts.canHost,
        cameraNote: facts.cameraNote,
        isTouch: facts.isTouch,
        hasPrompt: !facts.isKiosk,
      };
    case 'outgoing':
      return {
        kind: 'outgoing',
        peer: phase.peer,
        isRinging: phase.isRinging,
        isTouch: facts.isTouch,
      };
    case 'pigeon':
      return {
        kind: 'outgoing',
        peer: WHOEVER_ANSWERS,
        isRinging: false,
        isTouch: facts.isTouch,
      };
    case 'incoming':
    case 'connecting':
      return { kind: phase.kind, peer: phase.peer };
    case 'live':
      return callScene(facts, [elapsedFact(facts.nowMs - phase.sinceMs)]);
    case 'reconnecting':
      return callScene(facts, []);
  }
}

/** The remote end of a call, and the local user. */
function callScene(facts: StageFacts, beside: readonly TileFact[]): ParticipantsScene {
  const { people, selfView, zoomed } = facts;
  const others = people.flatMap((person) => [
    ...tilesOf(person, beside),
    ...terminalTilesOf(person, facts),
  ]);
  const isBroken = facts.phase.kind === 'reconnecting';
  const farewell = isBroken ? [piece(inputSentences(facts.isTouch).endsCall, 'dim')] : [];
  return {
    kind: 'participants',
    heading: [],
    tiles: [
      ...others.map((tile) => ({ ...tile, notes: [...tile.notes, ...farewell] })),
      ...ownTerminalTiles(facts),
      ownTile(facts.name, facts.cameraNote, false, facts.isMuted),
    ],
    selfView,
    zoomed,
  };
}

/** Everybody in a room, the local user the last. */
function roomScene(facts: StageFacts, room: JoinedRoom): ParticipantsScene {
  const { people, selfView, zoomed } = facts;
  const own = ownTile(facts.name, facts.cameraNote, false, facts.isMuted);
  return {
    kind: 'participants',
    heading: headingOf(room, facts.nowMs),
    tiles: [
      ...people.flatMap((person) => [...tilesOf(person), ...terminalTilesOf(person, facts)]),
      ...ownTerminalTiles(facts),
      own,
    ],
    selfView,
    zoomed,
  };
}

function headingOf({ info, members, sinceMs }: JoinedRoom, nowMs: number): Piece[] {
  const count = peopleOf({ people: members.length, limit: info.limit });
  const facts = [count, ...marksOf(info), elapsedText(nowMs - sinceMs)];
  const alone = members.length === 1 ? ALONE_IN_ROOM : '';
  const about = alone === '' ? info.topic : alone;
  return [
    piece(info.name, 'title'),
    piece(facts.join(' · '), 'dim', 2),
    ...(about === '' ? [] : [piece(about, alone === '' ? 'plain' : 'accent', 2)]),
  ];
}

function elapsedFact(elapsedMs: number): TileFact {
  const text = elapsedText(elapsedMs);
  return { text, short: text, style: 'dim' };
}

/** `0:07`, `12:34`, `1:02:03`. */
export function elapsedText(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1_000));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const tail = pad(seconds % 60);
  if (minutes < 60) return `${minutes}:${tail}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${tail}`;
}

/** Nobody else gets to a server of this machine but where it is open to the network. */
function serverForFriends({ server, hostedAt }: Pick<StageFacts, 'server' | 'hostedAt'>): string {
  return hostedAt !== null && isOfThisMachine(server) ? hostedAt : server;
}
