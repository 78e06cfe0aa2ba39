import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { MenuItemRecord } from '../host-calls';

/** A menu that can be read and clicked. */
export class MenuStandIn implements Pick<Menu, never> {
  private static applicationMenu: MenuStandIn | null = null;
  private static wasSet = false;

  private constructor(private readonly items: MenuItemConstructorOptions[]) {}

  static buildFromTemplate(template: MenuItemConstructorOptions[]): MenuStandIn {
    return new MenuStandIn(template.map((item) => ({ ...item })));
  }

  static setApplicationMenu(menu: MenuStandIn | null): void {
    MenuStandIn.applicationMenu = menu;
    MenuStandIn.wasSet = true;
  }

  /** `null`: the app wants none. Electron's own menu, until it says so, counts as one. */
  static applicationRecords(): readonly MenuItemRecord[] | null {
    if (!MenuStandIn.wasSet) return [];
    return MenuStandIn.applicationMenu?.records() ?? null;
  }

  records(): readonly MenuItemRecord[] {
    return this.items.map((item) => ({
      type: item.type ?? 'normal',
      label: item.label ?? '',
      role: item.role ?? '',
      accelerator: item.accelerator ?? '',
      isChecked: item.checked ?? false,
      isEnabled: item.enabled ?? true,
    }));
  }

  /** As a system does: ticks first, then tells. */
  click(label: string): void {
    const item = this.items.find((candidate) => candidate.label === label);
    if (item === undefined || item.enabled === false) {
      throw new Error(`There is nothing to click called "${label}".`);
    }
    if (item.type === 'checkbox') item.checked = !(item.checked ?? false);
    if (item.type === 'radio') this.tick(item);
    const click = item.click as ((...args: unknown[]) => void) | undefined;
    click?.(item, undefined, {});
  }

  private tick(chosen: MenuItemConstructorOptions): void {
    for (const item of this.items) if (item.type === 'radio') item.checked = item === chosen;
  }
}
