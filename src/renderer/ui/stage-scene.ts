import type { CallPhase } from '../../shared/call/call-phase';
import type { StageScene } from './stage-layout';

export interface StageFacts {
  readonly phase: CallPhase;
  /** My name on the server; `null`: signed out. */
  readonly name: string | null;
  readonly server: string;
  readonly cameraNote: string | null;
  /** What the other end says of its devices; `null`: nothing yet. */
  readonly remoteCamera: boolean | null;
  readonly remoteMicrophone: boolean;
  /** No frame of their picture comes, although there should. */
  readonly isRemoteStill: boolean;
  readonly nowMs: number;
}

/** What the stage shows for the facts. Pure. */
export function sceneFor(facts: StageFacts): StageScene {
  const { phase } = facts;
  switch (phase.kind) {
    case 'idle':
      return {
        kind: 'mirror',
        name: facts.name,
        server: facts.server,
        cameraNote: facts.cameraNote,
      };
    case 'outgoing':
      return { kind: 'outgoing', peer: phase.peer, isRinging: phase.isRinging };
    case 'incoming':
    case 'connecting':
    case 'reconnecting':
      return { kind: phase.kind, peer: phase.peer };
    case 'live':
      return {
        kind: 'live',
        peer: phase.peer,
        elapsed: elapsedText(facts.nowMs - phase.sinceMs),
        remoteCamera: facts.remoteCamera,
        remoteMicrophone: facts.remoteMicrophone,
        isStill: facts.isRemoteStill,
      };
  }
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
