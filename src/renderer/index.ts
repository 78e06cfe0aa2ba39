import { electronHost } from './host/electron-host';
import { launch } from './launch';

// The desktop app's window.
void launch(() => electronHost());
