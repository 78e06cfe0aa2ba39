import type { Machine } from '../renderer/app/machine';
import { trackSource } from '../renderer/media/track-source';
import { createEchoPeer } from '../renderer/rtc/echo-peer';
import type { PeerLinkFactory } from '../renderer/rtc/peer-link';
import { createEngineExports } from '../tty/screen/engine-module';
import type { AloneOptions, AlonePorts } from './alone-ports';
import { openFileStore } from './host/file-store';
import { openFile } from './host/open-file';
import { NodeAccess } from './media/node-access';
import { NodeCamera } from './media/node-camera';
import { nodeSound } from './media/node-sound';
import { asBrowserTrack, nodeTrackOf } from './media/node-track';
import { openTestCard } from './media/open-camera';
import { Speaker } from './media/speaker';
import { NodeLink } from './rtc/node-link';
import { HeadlessSurface } from './window/headless-surface';

/**
 * A plain Node.js program, in place of a browser.
 *
 * @param ring What is heard of a call that comes in.
 */
export function nodeMachine(
  options: AloneOptions,
  { folder }: Pick<AlonePorts, 'folder'>,
  ring: () => void,
): Machine {
  const createLink: PeerLinkFactory = (link) => new NodeLink(link, createEngineExports);
  return {
    createLink,
    createEchoPeer: (echo) => createEchoPeer(echo, createLink),
    createSurface: () => new HeadlessSurface(),
    createCamera: (track) => new NodeCamera(nodeTrackOf(track)),
    readsCodes: false,
    openFile,
    createAccess: () => new NodeAccess(options),
    createPattern: (size, framesPerSecond) =>
      trackSource(asBrowserTrack(openTestCard(size, framesPerSecond))),
    createSound: () => nodeSound(new Speaker(options.speaker)),
    createToneOutput: () => ({ play: ring, silence: () => undefined, dispose: () => undefined }),
    createNoiseFilter: () => Promise.reject(new Error('There is none')),
    nextFrame: (track, handle) => {
      const listening = nodeTrackOf(track).onFrame(() => {
        listening.dispose();
        handle();
      });
      return listening;
    },
    openStore: (handleLoss) => openFileStore(folder, handleLoss),
  };
}
