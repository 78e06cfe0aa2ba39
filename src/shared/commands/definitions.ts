import { BROADCAST_COMMANDS } from './areas/broadcast-commands';
import { CALL_COMMANDS } from './areas/call-commands';
import { CONTACT_COMMANDS } from './areas/contact-commands';
import { DOCTOR_COMMANDS } from './areas/doctor-commands';
import { FILE_COMMANDS } from './areas/file-commands';
import { IDENTITY_COMMANDS } from './areas/identity-commands';
import { LOOK_COMMANDS } from './areas/look-commands';
import { DEVICE_COMMANDS } from './areas/device-commands';
import { NETWORK_COMMANDS } from './areas/network-commands';
import { PIGEON_COMMANDS } from './areas/pigeon-commands';
import { PEOPLE_COMMANDS } from './areas/people-commands';
import { PERSON_COMMANDS } from './areas/person-commands';
import { PICTURE_COMMANDS } from './areas/picture-commands';
import { PROGRAM_COMMANDS, SETTING_COMMANDS } from './areas/program-commands';
import { ROOM_COMMANDS } from './areas/room-commands';
import { SHARE_COMMANDS } from './areas/share-commands';
import { SOURCE_COMMANDS } from './areas/source-commands';
import { TYPING_COMMANDS } from './areas/typing-commands';
import { VERIFY_COMMANDS } from './areas/verify-commands';
import type { CommandDefinition } from './command-definition';

/**
 * Every command, as data: the parser, Tab completion, help and the README's table are all made of
 * this one list. Its parts are in `areas`, each with what a command is told when it runs.
 */
export const COMMANDS = [
  ...CALL_COMMANDS,
  ...PIGEON_COMMANDS,
  ...FILE_COMMANDS,
  ...SHARE_COMMANDS,
  ...BROADCAST_COMMANDS,
  ...TYPING_COMMANDS,
  ...DEVICE_COMMANDS,
  ...ROOM_COMMANDS,
  ...PERSON_COMMANDS,
  ...PEOPLE_COMMANDS,
  ...IDENTITY_COMMANDS,
  ...NETWORK_COMMANDS,
  ...LOOK_COMMANDS,
  ...CONTACT_COMMANDS,
  ...VERIFY_COMMANDS,
  ...PICTURE_COMMANDS,
  ...SOURCE_COMMANDS,
  ...SETTING_COMMANDS,
  ...DOCTOR_COMMANDS,
  ...PROGRAM_COMMANDS,
] as const;

type Definition = (typeof COMMANDS)[number];
type CommandFor<D> =
  D extends CommandDefinition<infer N, infer P> ? { readonly name: N } & P : never;

export type CommandName = Definition['name'];

/**
 * A command that was understood. `null`: that part was left out. Names of people are valid and a
 * `server` is an address; texts and values of settings are as typed.
 */
export type Command = { [D in Definition as D['name']]: CommandFor<D> }[CommandName];
export type CommandOf<N extends CommandName> = Extract<Command, { readonly name: N }>;

export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);

export function findCommand(name: string): CommandDefinition<CommandName> | undefined {
  return COMMANDS.find((command) => command.name === name);
}
