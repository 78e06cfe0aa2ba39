import { err, ok, type Result } from '../base/result';
import { isSameName } from '../text/name-key';

/** Somebody whom files can go to. */
export interface FilePerson {
  readonly id: string;
  /** Sanitised. */
  readonly name: string;
  /** By which gateway they came, and take no files; left out: by none. */
  readonly via?: string | undefined;
}

/** Where the local user is, as far as files are concerned. */
export type FilePlace =
  | { readonly kind: 'nowhere' | 'echo' }
  | { readonly kind: 'call'; readonly peer: FilePerson }
  | {
      readonly kind: 'room';
      readonly me: string;
      /** Everybody else. */
      readonly people: readonly (FilePerson & { readonly outOfReach: unknown })[];
    };

/** Whom files go to, and who is here and cannot be reached. */
export interface Audience {
  readonly people: readonly FilePerson[];
  readonly leftOut: readonly FilePerson[];
}

export type AudienceFailure =
  | { readonly kind: 'nowhere' | 'echo' | 'alone' | 'myself' }
  /** Nobody of that name is here; `peer`: who is, in a call; `null`: it is a room. */
  | { readonly kind: 'absent'; readonly name: string; readonly peer: string | null }
  /** They are in the room, but not connected with the local user. */
  | { readonly kind: 'out-of-reach'; readonly names: readonly string[] };

/** Whom files go to that are meant for `person`; `null`: for whoever is here. Pure. */
export function chooseAudience(
  person: string | null,
  place: FilePlace,
): Result<Audience, AudienceFailure> {
  if (place.kind === 'room') return inRoom(person, place);
  if (place.kind !== 'call') return err({ kind: place.kind });
  const { peer } = place;
  if (person !== null && !isSameName(person, peer.name)) {
    return err({ kind: 'absent', name: person, peer: peer.name });
  }
  return ok({ people: [peer], leftOut: [] });
}

function inRoom(
  person: string | null,
  { me, people }: Extract<FilePlace, { kind: 'room' }>,
): Result<Audience, AudienceFailure> {
  if (isSameName(person, me)) return err({ kind: 'myself' });
  const meant = people.filter(({ name }) => person === null || isSameName(name, person));
  if (meant.length === 0) {
    return err(person === null ? { kind: 'alone' } : { kind: 'absent', name: person, peer: null });
  }
  const reached = meant.filter(({ outOfReach }) => outOfReach === null);
  const leftOut = meant.filter(({ outOfReach }) => outOfReach !== null);
  if (reached.length === 0) {
    return err({ kind: 'out-of-reach', names: leftOut.map(({ name }) => name) });
  }
  return ok({ people: reached, leftOut });
}
