import { knownCostume } from '../../shared/ascii/costume';
import { costumeOfSettings, lookOfSettings } from '../../shared/config/look-of-settings';
import type { Settings } from '../../shared/config/settings';
import type { CostumeState } from '../../shared/protocol/peer-messages';
import type { LookFacts } from '../ui/look-book';
import type { StageLook } from '../ui/stage-view';
import type { AppParts } from './app-parts';

/** How each picture is drawn: as I choose, as its person likes to be seen, or as all are. */
export function introduceLooks(parts: AppParts): void {
  const { store, settings, looks, stage, call, views } = parts;
  call.setCostume(costumeToTell(settings.current));
  store.add(
    settings.onChange((changed) => {
      call.setCostume(costumeToTell(changed));
      looks.setFacts(lookFacts(changed));
    }),
  );
  store.add(
    looks.onChange(() => {
      stage.setLook(stageLook(parts));
      views.refresh();
    }),
  );
  store.add(
    call.onPeerCostume((costume) => {
      handleCostume(parts, costume);
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
export function stageLook({ settings, looks }: Pick<AppParts, 'settings' | 'looks'>): StageLook {
  const { mirror, frame_interval: frameInterval, density, crt } = settings.current;
  return {
    lookOf: (person, part) => looks.lookOf(person, part),
    isMirror: mirror,
    frameInterval,
    density,
    crt,
  };
}

function costumeToTell(settings: Settings): Omit<CostumeState, 'kind'> {
  const costume = costumeOfSettings(settings);
  if (costume === null) return { style: null, palette: 'truecolour', colours: [] };
  const { style, palette, ownColours } = costume;
  return { style, palette, colours: [...ownColours] };
}

function handleCostume({ call, looks, teller }: AppParts, told: CostumeState): void {
  const { phase } = call;
  if (phase.kind === 'idle') return;
  const { peer } = phase;
  const hasChanged = looks.wear(peer, knownCostume(told.style, told.palette, told.colours));
  const shown = looks.costumeShown(peer);
  if (hasChanged && shown !== null) {
    teller.tell(`${peer} wears a costume, ${shown}. style NAME ${peer} draws them otherwise.`);
  }
}
