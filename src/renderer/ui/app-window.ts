import './theme.css';
import './window.css';
import { Emitter } from '../../shared/base/emitter';
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
export class AppWindow {
  readonly chat = new ChatPane();
  readonly commandLine: CommandLine;
  readonly status = new StatusBar();
  readonly help = new HelpPanel();
  readonly devices = new DevicesPanel();
  readonly ice = new IcePanel();
  readonly ring = new RingPanel();
  readonly file = new FilePanel();
  readonly address = new AddressPanel();
  readonly verify = new VerifyPanel();
  readonly qr = new QrPanel();
  readonly pigeon = new PigeonPanel();
  readonly drop = new DropSign();
  readonly screens = new ScreenPicker();
  readonly people = new PeoplePanel();
  readonly touchBar = new TouchBar();
  /** Where the terminal surface goes. */
  readonly stage = element('div', { class: 'stage-surface' });
  readonly root: HTMLElement;
  private readonly peopleOpenEmitter = new Emitter<boolean>();
  /** The list of people was opened, or closed. */
  readonly onPeopleOpen = this.peopleOpenEmitter.event;
  private readonly chatShownEmitter = new Emitter<boolean>();
  /** The chat was put away, or is shown again. */
  readonly onChatShown = this.chatShownEmitter.event;

  constructor(ports: CommandLinePorts) {
    this.commandLine = new CommandLine(ports);
    this.root = this.createRoot();
    keepInSight(this.root);
  }

  /** Closes what the user opened over the stage; what asks something of them stays. */
  closePanels(): void {
    this.help.hide();
    this.devices.hide();
    this.ice.hide();
    this.closePeople();
  }

  /** In the place of what else lies over the stage. */
  openPeople(): void {
    this.closePanels();
    this.people.open();
    this.peopleOpenEmitter.fire(true);
  }

  closePeople(): void {
    if (!this.people.isOpen) return;
    this.people.hide();
    this.peopleOpenEmitter.fire(false);
  }

  /** Puts the chat away, or back. */
  toggleChat(): void {
    this.chatShownEmitter.fire(!this.root.classList.toggle('chat-hidden'));
  }

  /** What is below covers what is above it. */
  private createRoot(): HTMLElement {
    return element(
      'main',
      { class: 'window' },
      this.createStage(),
      this.chat.root,
      this.help.root,
      this.people.root,
      this.screens.root,
      this.devices.root,
      this.ice.root,
      this.commandLine.root,
      this.status.root,
      this.touchBar.root,
      this.drop.root,
    );
  }

  private createStage(): HTMLElement {
    return element(
      'section',
      { class: 'stage', label: PARTS.stage },
      this.stage,
      this.chat.latest,
      this.file.root,
      this.address.root,
      this.qr.root,
      this.pigeon.root,
      this.verify.root,
      this.ring.root,
    );
  }
}
