import './theme.css';
import './window.css';
import { Emitter, type Event } from '../../shared/base/emitter';
import { AddressPanel } from './address-panel';
import { ChatPane } from './chat-pane';
import { CommandLine, type CommandLinePorts } from './command-line';
import { DevicesPanel } from './devices-panel';
import { DropSign } from './drop-sign';
import { PARTS } from '../text/panel-words';
import { element } from './element';
import { FilePanel } from './file-panel';
import { HelpPanel } from './help-panel';
import { IcePanel } from './ice-panel';
import { keepInSight } from './keep-in-sight';
import { PeoplePanel } from './people-panel';
import { PigeonPanel } from './pigeon-panel';
import { QrPanel } from './qr-panel';
import { RingPanel } from './ring-panel';
import { ScreenPicker } from './screen-picker';
import { StatusBar } from './status-bar';
import { TouchBar } from './touch-bar';
import { VerifyPanel } from './verify-panel';

/** The parts of the one window, in place. */
export interface AppWindow {
  readonly root: HTMLElement;
  /** Where the terminal surface goes. */
  readonly stage: HTMLElement;
  readonly chat: ChatPane;
  readonly commandLine: CommandLine;
  readonly status: StatusBar;
  readonly help: HelpPanel;
  readonly devices: DevicesPanel;
  readonly ice: IcePanel;
  readonly ring: RingPanel;
  readonly file: FilePanel;
  readonly address: AddressPanel;
  readonly verify: VerifyPanel;
  readonly qr: QrPanel;
  readonly pigeon: PigeonPanel;
  readonly drop: DropSign;
  readonly screens: ScreenPicker;
  readonly people: PeoplePanel;
  readonly touchBar: TouchBar;
  /** The list of people was opened, or closed. */
  readonly onPeopleOpen: Event<boolean>;
  /** In the place of what else lies over the stage. */
  openPeople(): void;
  closePeople(): void;
  /** The chat was put away, or is shown again. */
  readonly onChatShown: Event<boolean>;
  /** Puts the chat away, or back. */
  toggleChat(): void;
}

export function createAppWindow(ports: CommandLinePorts): AppWindow {
  const chat = new ChatPane();
  const commandLine = new CommandLine(ports);
  const status = new StatusBar();
  const help = new HelpPanel();
  const devices = new DevicesPanel();
  const ice = new IcePanel();
  const ring = new RingPanel();
  const file = new FilePanel();
  const address = new AddressPanel();
  const verify = new VerifyPanel();
  const qr = new QrPanel();
  const pigeon = new PigeonPanel();
  const drop = new DropSign();
  const screens = new ScreenPicker();
  const people = new PeoplePanel();
  const touchBar = new TouchBar();
  const stage = element('div', { class: 'stage-surface' });
  const root = element(
    'main',
    { class: 'window' },
    element(
      'section',
      { class: 'stage', label: PARTS.stage },
      stage,
      chat.latest,
      file.root,
      address.root,
      qr.root,
      pigeon.root,
      verify.root,
      ring.root,
    ),
    chat.root,
    help.root,
    people.root,
    screens.root,
    devices.root,
    ice.root,
    commandLine.root,
    status.root,
    touchBar.root,
    drop.root,
  );
  keepInSight(root);
  const peopleOpen = new Emitter<boolean>();
  const chatShown = new Emitter<boolean>();
  return {
    root,
    stage,
    chat,
    commandLine,
    status,
    help,
    devices,
    ice,
    ring,
    file,
    address,
    verify,
    qr,
    pigeon,
    drop,
    screens,
    people,
    touchBar,
    onPeopleOpen: peopleOpen.event,
    openPeople: () => {
      help.hide();
      devices.hide();
      ice.hide();
      people.open();
      peopleOpen.fire(true);
    },
    closePeople: () => {
      if (!people.isOpen) return;
      people.hide();
      peopleOpen.fire(false);
    },
    onChatShown: chatShown.event,
    toggleChat: () => {
      chatShown.fire(!root.classList.toggle('chat-hidden'));
    },
  };
}
