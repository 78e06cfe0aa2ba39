import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { LevelMeter } from '../media/level-meter';
import { playTestTone } from '../media/test-tone';
import { deviceFields, fieldPatch } from '../ui/device-fields';
import { sentencesHere } from '../ui/sentences-here';
import { deviceBackSentence, NO_PICTURE_YET, speakerSentence } from '../text/device-news-sentences';
import { mutedMeterText } from '../text/media-sentences';
import type { Preview } from '../terminal/terminal-surface';
import type { AppContext } from './app-context';

const METER_EVERY_MS = 80;

type DevicesContext = Pick<AppContext, 'store' | 'sound' | 'speaker' | 'announcer'> & TrialContext;

/** The devices panel, devices that come and go, and the speaker. */
export function wireDevices(context: DevicesContext): void {
  const { store, media, settings, announcer, speaker, window, sound } = context;
  store.add(
    media.onReturned(({ kind, label }) => {
      announcer.tell(deviceBackSentence(kind, label), 'good');
    }),
  );
  store.add(
    speaker.onNews((news) => {
      announcer.tell(speakerSentence(news), news.isThere ? 'good' : 'warn');
    }),
  );
  store.add(
    settings.onChange((changed) => {
      speaker.applySettings(changed);
    }),
  );
  store.add(
    media.onMicrophone(() => {
      speaker.refresh();
    }),
  );
  store.add(
    window.devices.onBeep(() => {
      playTestTone(sound);
    }),
  );
  const trial = store.add(new MutableDisposable<Disposable>());
  store.add(
    window.devices.onOpen((isOpen) => {
      trial.value = isOpen ? tryDevices(context) : undefined;
    }),
  );
  store.add(
    window.devices.onChange((change) => {
      void context.access.listDevices().then((devices) => {
        const patch = fieldPatch(change, devices);
        if (patch !== null) void settings.update(patch);
      });
    }),
  );
}

/** Opens the panel, with what there is already in it. */
export async function openDevicesPanel(
  context: Pick<AppContext, 'settings' | 'access' | 'limits' | 'window'>,
): Promise<void> {
  await showFields(context);
  context.window.closePanels();
  context.window.devices.open();
}

async function showFields({
  access,
  settings,
  limits,
  window,
}: Pick<AppContext, 'settings' | 'access' | 'limits' | 'window'>): Promise<void> {
  const devices = await access.listDevices();
  window.devices.setFields(
    deviceFields({ devices, settings: settings.current, limits: limits.current }),
  );
}

type TrialContext = Pick<
  AppContext,
  'settings' | 'access' | 'media' | 'limits' | 'mediaSwitch' | 'window' | 'stage'
>;

/**
 * While the panel is open: camera and microphone on, the mirror, the meter, and fields that are
 * true.
 */
function tryDevices(context: TrialContext): Disposable {
  const { access, media, mediaSwitch, settings, window } = context;
  const preview = context.stage.createPreview(window.devices.preview, 'camera preview');
  const meter = new LevelMeter();
  const refresh = (): void => {
    void showFields(context);
    showTracks(context, preview, meter);
  };
  const timer = new MutableDisposable<Disposable>();
  const measure = (): void => {
    window.devices.setLevel(meter.read(), mutedMeterText(media.microphone));
    timer.value = SYSTEM_CLOCK.after(METER_EVERY_MS, measure);
  };
  const subscriptions = [
    media.onCamera(refresh),
    media.onMicrophone(refresh),
    settings.onChange(refresh),
    access.onDevicesChanged(refresh),
  ];
  mediaSwitch.setTrying(true);
  refresh();
  measure();
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      timer.dispose();
      preview.dispose();
      meter.dispose();
      mediaSwitch.setTrying(false);
      window.commandLine.focusForKeys();
    },
  };
}

function showTracks(
  { media, mediaSwitch, window }: Pick<AppContext, 'media' | 'mediaSwitch' | 'window'>,
  preview: Preview,
  meter: LevelMeter,
): void {
  preview.setTrack(media.camera);
  meter.setTrack(media.microphone);
  const why = mediaSwitch.isCameraWanted ? NO_PICTURE_YET : sentencesHere().cameraOff;
  window.devices.setNote(media.camera === null ? why : '');
}
