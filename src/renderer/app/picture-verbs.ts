import type { CommandPorts } from '../commands/command-runner';
import { missingGlyphs } from '../terminal/missing-glyphs';
import type { AppContext } from './app-context';
import { magnify } from './magnify';
import { snapshotSource, type PersonVerbsContext } from './person-verbs';
import { showPixels } from './real-video';

type PictureVerbsContext = Pick<AppContext, 'received' | 'looks' | 'recorder' | 'broadcast'> &
  Parameters<typeof showPixels>[0] &
  PersonVerbsContext;

/** What commands may ask of the pictures on the stage: how they are drawn, kept and shown on. */
export function pictureVerbs(
  context: PictureVerbsContext,
): Pick<
  CommandPorts,
  | 'looks'
  | 'peopleShown'
  | 'receivedPicture'
  | 'missingGlyphs'
  | 'showPixels'
  | 'magnify'
  | 'snapshotSource'
  | 'recorder'
  | 'broadcast'
> {
  const { looks, participants, received, recorder, broadcast } = context;
  return {
    looks,
    peopleShown: () => participants.people.map(({ name }) => name),
    receivedPicture: (name) => received.find(name),
    missingGlyphs,
    showPixels: (person, isOn) => showPixels(context, person, isOn),
    magnify: (times) => magnify(context, times),
    snapshotSource: (person) => snapshotSource(context, person),
    recorder: {
      start: (version) => recorder.start({ ...context.stage.size, title: 'WebCRT', version }),
      stop: () => recorder.stop(),
    },
    broadcast,
  };
}
