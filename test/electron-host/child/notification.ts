import { EventEmitter } from 'node:events';
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { NotificationRecord } from '../host-calls';
import { eventWith, StandInEvent } from './event';
import { offer } from './link';

const notifications: NotificationStandIn[] = [];

type Members = 'show' | 'close';

export class NotificationStandIn extends EventEmitter implements Pick<Notification, Members> {
  private state: NotificationRecord['state'] = 'created';

  constructor(private readonly options: NotificationConstructorOptions = {}) {
    super();
    notifications.push(this);
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    this.state = 'shown';
    this.emit('show', new StandInEvent());
  }

  close(): void {
    if (this.state !== 'shown') return;
    this.state = 'closed';
    this.emit('close', eventWith({ reason: 'applicationHidden' }));
  }

  /** The user presses a button, or the notification itself (-1); the system then puts it away. */
  press(actionIndex: number): void {
    if (this.state !== 'shown') throw new Error('There is no such notification on the screen.');
    if (actionIndex < 0) this.emit('click', new StandInEvent());
    else this.emit('action', eventWith({ actionIndex, selectionIndex: -1 }), actionIndex, -1);
    this.close();
  }

  record(): NotificationRecord {
    const { title = '', body = '', urgency = 'normal', actions = [] } = this.options;
    return {
      title,
      body,
      urgency,
      actions: actions.map(({ text }) => text ?? ''),
      state: this.state,
    };
  }
}

export function notificationRecords(): readonly NotificationRecord[] {
  return notifications.map((notification) => notification.record());
}

function notificationAt(index: number): NotificationStandIn {
  const notification = notifications.at(index);
  if (notification === undefined) throw new Error('There is no such notification.');
  return notification;
}

offer({
  clickNotification: (index) => {
    notificationAt(index).press(-1);
  },
  actOnNotification: (index, actionIndex) => {
    notificationAt(index).press(actionIndex);
  },
});
