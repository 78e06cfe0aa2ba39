import { EventEmitter } from 'node:events';
import type { Tray } from 'electron';
import type { TrayRecord } from '../host-calls';
import { StandInEvent } from './event';
import { offer } from './link';
import type { MenuStandIn } from './menu';
import type { NativeImageStandIn } from './native-image';

type Members = 'destroy' | 'isDestroyed' | 'setToolTip';

const trays = new Set<TrayStandIn>();

export class TrayStandIn extends EventEmitter implements Pick<Tray, Members> {
  private tooltip = '';
  private menu: MenuStandIn | null = null;

  constructor(private image: NativeImageStandIn) {
    super();
    trays.add(this);
  }

  setImage(image: NativeImageStandIn): void {
    this.image = image;
  }

  setToolTip(text: string): void {
    this.tooltip = text;
  }

  setContextMenu(menu: MenuStandIn | null): void {
    this.menu = menu;
  }

  isDestroyed(): boolean {
    return !trays.has(this);
  }

  destroy(): void {
    trays.delete(this);
  }

  clickMenu(label: string): void {
    if (this.menu === null) throw new Error('The tray has no menu.');
    this.menu.click(label);
  }

  record(): TrayRecord {
    return { icon: this.image.name, tooltip: this.tooltip, menu: this.menu?.records() ?? [] };
  }
}

export function trayRecords(): readonly TrayRecord[] {
  return [...trays].map((tray) => tray.record());
}

function onlyTray(): TrayStandIn {
  const tray = [...trays].at(0);
  if (tray === undefined || trays.size > 1) throw new Error(`There are ${trays.size} trays.`);
  return tray;
}

offer({
  clickTray: () => {
    onlyTray().emit('click', new StandInEvent());
  },
  clickTrayMenu: (label) => {
    onlyTray().clickMenu(label);
  },
});
