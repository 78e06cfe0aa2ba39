import type { AloneOptions, AlonePorts, CameraChoice, SoundChoice } from '../alone/alone-ports';
import { buildText } from '../shared/base/build-facts';
import { SignallingClient } from '../shared/signalling/signalling-client';
import { openSocketIo } from '../shared/signalling/socket-io-opener';
import type { AloneWish } from '../tty/tty-options';
import type { TerminalClient } from '../tty/client/terminal-client';
import { IdentityFile } from './identity-file';
import { IdentityStore } from './identity-store';
import { standaloneLog } from './standalone-log';
import { StandaloneFiles } from './standalone-files';
import { standaloneSettings } from './standalone-settings';

type OpenAlone = (options: AloneOptions, ports: AlonePorts) => Promise<TerminalClient>;

/**
 * A client of its own for a terminal; `null`: what it takes is not installed.
 *
 * @param folder Where its key and settings are kept.
 */
export async function openStandalone(
  wish: AloneWish,
  folder: string,
): Promise<TerminalClient | null> {
  const open = await loadAlone();
  if (open === null) return null;
  const settings = standaloneSettings(folder);
  const logger = standaloneLog(folder, () => settings.current.loglevel);
  const identity = new IdentityStore({
    file: new IdentityFile(folder),
    // Keyrings are the desktop app's.
    keyring: { name: () => Promise.resolve(null), seal: noKeyring, unseal: noKeyring },
    logger,
    nowMs: () => Date.now(),
  });
  const signalling = new SignallingClient({
    logger,
    signer: () => identity.signer(),
    openSocket: (address) => openSocketIo(address),
  });
  const files = new StandaloneFiles(process.cwd());
  return open(optionsOf(wish), {
    logger,
    identity,
    signalling,
    settings,
    files,
    saveFile: (name, bytes) => files.save(name, bytes),
    folder,
  });
}

function noKeyring(): Promise<never> {
  return Promise.reject(new Error('There is none'));
}

async function loadAlone(): Promise<OpenAlone | null> {
  try {
    const { openAlone } = await import('../alone/open-alone');
    return openAlone;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return null;
    throw error;
  }
}

function optionsOf({ server, user, camera, microphone, speaker }: AloneWish): AloneOptions {
  return {
    server,
    user,
    camera: cameraOf(camera),
    microphone: soundOf(microphone),
    speaker: soundOf(speaker),
    appVersion: buildText(),
  };
}

function cameraOf(wished: string | null): CameraChoice {
  if (wished === null || wished === 'none') return { kind: 'none' };
  if (wished === 'test-card') return { kind: 'test-card' };
  return { kind: wished.startsWith('/dev/') ? 'device' : 'file', path: wished };
}

function soundOf(wished: string | null): SoundChoice {
  if (wished === null || wished === 'system') return { kind: 'system' };
  return wished === 'none' ? { kind: 'none' } : { kind: 'file', path: wished };
}
