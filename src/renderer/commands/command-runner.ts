import type { Command, CommandName } from '../../shared/commands/definitions';
import { broadcastHandlers, type BroadcastHandlerPorts } from './broadcast-handlers';
import { callHandlers, type CallHandlerPorts, type MediaVerbs } from './call-handlers';
import { contactHandlers, type ContactHandlerPorts } from './contact-handlers';
import { DoctorHandlers, type DoctorHandlerPorts } from './doctor-handlers';
import { fileHandlers, type FileHandlerPorts } from './file-handlers';
import { DeviceHandlers, type DeviceHandlerPorts } from './device-handlers';
import type { Handlers } from './handlers';
import { IdentityHandlers, type IdentityHandlerPorts } from './identity-handlers';
import { LookHandlers, type LookHandlerPorts } from './look-handlers';
import { NetworkHandlers, type NetworkHandlerPorts } from './network-handlers';
import { OwnDeviceHandlers, type OwnDeviceHandlerPorts } from './own-device-handlers';
import { PeopleHandlers, type PeopleHandlerPorts } from './people-handlers';
import { pigeonHandlers, type PigeonHandlerPorts } from './pigeon-handlers';
import { PictureHandlers, type PictureHandlerPorts } from './picture-handlers';
import { PersonHandlers, type PersonHandlerPorts } from './person-handlers';
import { programHandlers, type ProgramHandlerPorts } from './program-handlers';
import { RoomHandlers, type RoomHandlerPorts } from './room-handlers';
import { SettingsHandlers, type SettingsHandlerPorts } from './settings-handlers';
import { shareHandlers, type ShareHandlerPorts } from './share-handlers';
import { VerifyHandlers, type VerifyHandlerPorts } from './verify-handlers';
import { SourceHandlers, type SourceHandlerPorts } from './source-handlers';

/** What the commands of all areas need. */
export type CommandPorts = Omit<CallHandlerPorts, 'people' | 'leaveRoom'> &
  FileHandlerPorts &
  ContactHandlerPorts &
  DeviceHandlerPorts &
  DoctorHandlerPorts &
  Omit<RoomHandlerPorts, 'showRoomCode'> &
  VerifyHandlerPorts &
  PersonHandlerPorts &
  PeopleHandlerPorts &
  IdentityHandlerPorts &
  OwnDeviceHandlerPorts &
  NetworkHandlerPorts &
  Omit<PictureHandlerPorts, 'config'> &
  Omit<LookHandlerPorts, 'config'> &
  SettingsHandlerPorts &
  SourceHandlerPorts &
  ShareHandlerPorts &
  BroadcastHandlerPorts &
  PigeonHandlerPorts &
  ProgramHandlerPorts & { readonly media: MediaVerbs };

/** Does what a command says, and answers in the chat pane. Each area has handlers of its own. */
export class CommandRunner {
  private readonly people: PeopleHandlers;
  private readonly handlers: Handlers<CommandName>;

  constructor(ports: CommandPorts) {
    const settings = new SettingsHandlers(ports);
    this.people = new PeopleHandlers(ports);
    const network = new NetworkHandlers(ports);
    const persons = new PersonHandlers(ports);
    const verify = new VerifyHandlers(ports);
    const rooms = new RoomHandlers({ ...ports, showRoomCode: () => verify.roomCode() });
    const picture = new PictureHandlers({ ...ports, config: settings.config });
    const looks = new LookHandlers({ ...ports, config: settings.config });
    this.handlers = {
      ...callHandlers({ ...ports, people: persons, leaveRoom: () => ports.room.leave() }),
      ...pigeonHandlers(ports),
      ...rooms.all,
      ...persons.all,
      ...fileHandlers(ports),
      ...contactHandlers(ports),
      ...verify.all,
      ...new DeviceHandlers(ports).all,
      ...this.people.all,
      ...new IdentityHandlers(ports).all,
      device: new OwnDeviceHandlers(ports).device,
      host: network.host,
      lan: network.lan,
      ...looks.all,
      ...picture.all,
      ...shareHandlers(ports),
      ...broadcastHandlers(ports),
      rtt: ({ value }) => settings.config('rtt', value),
      ...new SourceHandlers(ports).all,
      ...settings.all,
      doctor: new DoctorHandlers(ports).doctor,
      ...programHandlers(ports),
    };
  }

  async run(command: Command): Promise<void> {
    // A command's own handler takes it: TypeScript cannot see that the two belong together.
    const handle = this.handlers[command.name] as (command: Command) => void | Promise<void>;
    await handle(command);
  }

  /** Signs in as the app starts: a server that is not there is said in one sentence. */
  async signIn(name: string | null, server: string): Promise<void> {
    await this.people.signIn(name, server);
  }
}
