import { Menu } from 'electron';

/**
 * macOS needs a menu for copy and paste to work; elsewhere there is none, because Alt would open it
 * instead of reaching our Alt+M, Alt+V, Alt+C, Alt+S and Alt+H.
 */
export function installMenu(platform: NodeJS.Platform): void {
  if (platform !== 'darwin') {
    Menu.setApplicationMenu(null);
    return;
  }
  const menu = Menu.buildFromTemplate([
    { role: 'appMenu' },
    { role: 'editMenu' },
    { role: 'windowMenu' },
  ]);
  Menu.setApplicationMenu(menu);
}
