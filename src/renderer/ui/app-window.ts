import './theme.css';
import './window.css';
import { AddressPanel } from './address-panel';
import { ChatPane } from './chat-pane';
import { CommandLine, type CommandLinePorts } from './command-line';
import { DevicesPanel } from './devices-panel';
import { DropSign } from './drop-sign';
import { element } from './element';
import { FilePanel } from './file-panel';
import { HelpPanel } from './help-panel';
import { RingPanel } from './ring-panel';
import { ScreenPicker } from './screen-picker';
import { StatusBar } from './status-bar';

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
  readonly ring: RingPanel;
  readonly file: FilePanel;
  readonly address: AddressPanel;
  readonly drop: DropSign;
  readonly screens: ScreenPicker;
  /** Puts the chat away, or back; says whether it is shown now. */
  toggleChat(): boolean;
}

export function createAppWindow(ports: CommandLinePorts): AppWindow {
  const chat = new ChatPane();
  const commandLine = new CommandLine(ports);
  const status = new StatusBar();
  const help = new HelpPanel();
  const devices = new DevicesPanel();
  const ring = new RingPanel();
  const file = new FilePanel();
  const address = new AddressPanel();
  const drop = new DropSign();
  const screens = new ScreenPicker();
  const stage = element('div', { class: 'stage-surface' });
  const root = element(
    'main',
    { class: 'window' },
    element(
      'section',
      { class: 'stage', label: 'stage' },
      stage,
      chat.latest,
      help.root,
      file.root,
      screens.root,
      devices.root,
      address.root,
      ring.root,
    ),
    chat.root,
    commandLine.root,
    status.root,
    drop.root,
  );
  return {
    root,
    stage,
    chat,
    commandLine,
    status,
    help,
    devices,
    ring,
    file,
    address,
    drop,
    screens,
    toggleChat: () => !root.classList.toggle('chat-hidden'),
  };
}
