import { knownCostume } from '../../shared/ascii/costume';
import { costumeOfSettings, lookOfSettings } from '../../shared/config/look-of-settings';
import type { Settings } from '../../shared/config/settings';
import { type CostumeState, NO_COSTUME } from '../../shared/protocol/peer-messages';
import { costumeSentence } from '../text/costume-sentence';
import type { LookFacts } from '../ui/picture-styles';
import type { StageLook } from '../ui/stage-view';
import type { AppContext } from './app-context';

type LooksContext = Pick<
  AppContext,
  | 'store'
  | 'settings'
  | 'participants'
  | 'room'
  | 'local'
  | 'remote'
  | 'call'
  | 'looks'
  | 'views'
  | 'announcer'
  | 'stage'
>;

/**
 * How each picture is drawn: as the local user chooses, as its person likes to be seen, or as all
 * are.
 */
export function wireLooks(context: LooksContext): void {
  const { store, settings, looks, stage, local, call, room, remote, views, participants } = context;
  const tellCostume = (): void => {
    local.update({ costume: costumeToTell(settings.current) });
  };
  tellCostume();
  store.add(
    settings.onChange((changed) => {
      tellCostume();
      looks.setFacts(lookFacts(changed));
    }),
  );
  store.add(
    looks.onChange(() => {
      stage.setLook(stageLook(context));
      views.refresh();
    }),
  );
  store.add(
    remote.on('costume', ({ id, value }) => {
      const name = participants.byId(id)?.name;
      if (name !== undefined) handleCostume(context, name, value);
    }),
  );
  store.add(
    room.onComing(({ member, what }) => {
      if (what !== 'joined') looks.wear(member.name, null);
    }),
  );
  store.add(
    call.onEnded(({ peer }) => {
      looks.wear(peer, null);
    }),
  );
}

/** What the settings say of everybody's look. */
export function lookFacts(settings: Settings): LookFacts {
  return {
    general: lookOfSettings(settings),
    isCostumed: settings.costumes,
    ownCostume: costumeOfSettings(settings),
  };
}

/** How the stage is to be drawn now. */
export function stageLook({ settings, looks }: Pick<AppContext, 'settings' | 'looks'>): StageLook {
  const { mirror, frame_interval: frameInterval, density, crt } = settings.current;
  return {
    lookOf: (person, part) => looks.lookOf(person, part),
    isMirror: mirror,
    frameInterval,
    density,
    crt,
  };
}

function costumeToTell(settings: Settings): CostumeState {
  const costume = costumeOfSettings(settings);
  if (costume === null) return NO_COSTUME;
  const { style, palette, ownColours } = costume;
  return { kind: 'costume', style, palette, colours: [...ownColours] };
}

function handleCostume(
  { looks, announcer }: Pick<AppContext, 'looks' | 'announcer'>,
  peer: string,
  told: CostumeState,
): void {
  const hasChanged = looks.wear(peer, knownCostume(told.style, told.palette, told.colours));
  const shown = looks.costumeShown(peer);
  if (hasChanged && shown !== null) {
    announcer.tell(costumeSentence(peer, shown));
  }
}
