import { Notification } from 'electron';
import { Emitter } from '../shared/base/emitter';
import { type Disposable, MutableDisposable, toDisposable } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import type { RingDecision, RingRequest } from '../shared/ipc/host-api';
import { sanitiseName } from '../shared/text/sanitise';

const ACTIONS = [
  { text: 'Accept', decision: 'accept' },
  { text: 'Decline', decision: 'decline' },
] as const;

/** The system's notification of a call. One at a time: a new one takes the old one's place. */
export class CallNotifications implements Disposable {
  private readonly current = new MutableDisposable<Disposable>();
  private readonly missed = new MutableDisposable<Disposable>();
  private readonly news = new MutableDisposable<Disposable>();
  private readonly decisionEmitter = new Emitter<RingDecision>();
  readonly onDecision = this.decisionEmitter.event;
  private readonly clickEmitter = new Emitter<null>();
  /** Clicked beside the buttons, or where the system shows none: wants to see the window. */
  readonly onClick = this.clickEmitter.event;

  constructor(
    private readonly iconPath: string,
    private readonly logger: Logger,
  ) {}

  show(request: RingRequest): void {
    if (!Notification.isSupported()) return;
    this.current.value = present(this.create(request));
  }

  /** Of a call that nobody took: it stays until it is clicked or cleared; the newest one only. */
  showMissed(title: string, body: string): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body, icon: this.iconPath, silent: true });
    notification.on('click', () => {
      this.clickEmitter.fire(null);
    });
    this.missed.value = present(notification);
  }

  /** Of anything else that is worth a look: `onClick` takes the user there. */
  showNews(title: string, body: string, onClick: () => void): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body, icon: this.iconPath, silent: true });
    notification.on('click', onClick);
    this.news.value = present(notification);
  }

  clearMissed(): void {
    this.missed.value = undefined;
  }

  clear(): void {
    this.current.value = undefined;
  }

  dispose(): void {
    this.current.dispose();
    this.missed.dispose();
    this.news.dispose();
    this.decisionEmitter.dispose();
    this.clickEmitter.dispose();
  }

  private create({ callId, from }: RingRequest): Notification {
    const notification = new Notification({
      title: 'Incoming call',
      body: `${sanitiseName(from) ?? 'Somebody'} is calling you.`,
      icon: this.iconPath,
      urgency: 'critical',
      timeoutType: 'never',
      // The window rings, and knows about do-not-disturb; the system's own sound would be a second.
      silent: true,
      actions: ACTIONS.map(({ text }) => ({ type: 'button', text })),
    });
    notification.on('action', (details) => {
      const decision = ACTIONS.at(details.actionIndex)?.decision;
      if (decision !== undefined) this.decisionEmitter.fire({ callId, decision });
    });
    notification.on('click', () => {
      this.clickEmitter.fire(null);
    });
    notification.on('failed', () => {
      this.logger.log('warn', 'the system could not show a notification');
    });
    return notification;
  }
}

function present(notification: Notification): Disposable {
  notification.show();
  return toDisposable(() => {
    notification.removeAllListeners();
    notification.close();
  });
}
