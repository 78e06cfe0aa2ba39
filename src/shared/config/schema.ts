import * as v from 'valibot';
import { ADJUSTMENT_RANGES } from '../ascii/adjustments';
import { parseCostume } from '../ascii/costume';
import { MAX_OWN_COLOURS, MIN_OWN_COLOURS, PALETTE_NAMES } from '../ascii/palettes';
import { RAMP_EXPECTATION, rampFault } from '../ascii/ramp-fault';
import { STYLE_NAMES } from '../ascii/styles';
import { LOG_LEVELS } from '../base/logger';
import { HIDE_ADDRESS } from '../call/address-hiding';
import { BANDWIDTH_MODES, MAX_BANDWIDTH_KBPS, MIN_BANDWIDTH_KBPS } from '../call/sending-policy';
import { TALK_MODES } from '../call/talk-policy';
import { isTurnUrl, parseIceUrl } from '../protocol/ice-url';
import { FITTING_SHELL, readShellSize, SHELL_SIZE_EXPECTATION } from '../shell/shell-fit';
import { SELF_VIEWS } from '../stage/self-view';
import { isValidName, NAME_RULE } from '../text/names';
import { isBindableChord } from './key-chord';
import { isVideoSize } from './capture-sizes';
import { MAX_DENSITY, MIN_DENSITY } from './density';
import { isServerUrl, webSocketUrl } from '../signalling/server-address';
import { NOISE_SUPPRESSIONS } from './noise-suppression';
import { readFingerprint } from './trusted-certificate';
import { KEY_ACTIONS, type Settings } from './settings';
import { MAX_TEXT_SIZE, MIN_TEXT_SIZE } from './text-size';

// What each setting may be, in the order of settings.ts. The message of a check completes the
// sentence "KEY must be ...": it is what the user reads.

const MAX_PEOPLE = 200;
const MAX_SERVERS = 20;
const MAX_ICE_SERVERS = 10;
const MAX_DEVICE_CHARS = 300;
const MAX_ICE_TEXT_CHARS = 500;

const PEOPLE_EXPECTED = `at most ${MAX_PEOPLE} names, each ${NAME_RULE}, or none`;
const people = v.pipe(
  v.array(v.pipe(v.string(), v.check(isValidName, PEOPLE_EXPECTED)), PEOPLE_EXPECTED),
  v.maxLength(MAX_PEOPLE, PEOPLE_EXPECTED),
);
const CERTIFICATES_EXPECTED = `at most ${MAX_SERVERS} servers, each with the SHA-256 of its certificate, such as wss://calls.example.org AB:CD:..., or none`;
const yesNo = v.boolean('on or off');
const device = v.nullable(
  // Labels are shown: nothing invisible, no controls.
  v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_DEVICE_CHARS), v.regex(/^\P{C}+$/u)),
);
const framesSchema = (what: string): v.GenericSchema<number> => {
  const message = `${what}, a whole number from 1 to 60`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(1, message),
    v.maxValue(60, message),
  );
};

const serverSchema = (message: string): v.GenericSchema<string> =>
  v.pipe(v.string(), v.check(isServerUrl, message), v.transform(webSocketUrl));

/** The last moment that a date can be. */
const MAX_TIME_MS = 8.64e15;
const CALLERS_EXPECTED = `at most ${MAX_PEOPLE} names, each with its server and always or a time, such as ann wss://calls.example.org until 2026-12-01T18:00Z, or none`;
const trustedCallers = v.pipe(
  v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.check(isValidName, CALLERS_EXPECTED)),
      server: serverSchema(CALLERS_EXPECTED),
      untilMs: v.nullable(
        v.pipe(
          v.number(CALLERS_EXPECTED),
          v.minValue(0, CALLERS_EXPECTED),
          v.maxValue(MAX_TIME_MS, CALLERS_EXPECTED),
        ),
      ),
    }),
    CALLERS_EXPECTED,
  ),
  v.maxLength(MAX_PEOPLE, CALLERS_EXPECTED),
);

function rangeSchema(least: number, most: number): v.GenericSchema<number> {
  const message = `a number from ${least} to ${most}`;
  return v.pipe(v.number(message), v.minValue(least, message), v.maxValue(most, message));
}

const LAN_EXPECTED = 'an interface such as eth0, an address of this machine, or default';
const PORT_EXPECTED = 'a port, a whole number from 1024 to 65535';
/** Those below are the system's. */
const portSchema = v.pipe(
  v.number(PORT_EXPECTED),
  v.integer(PORT_EXPECTED),
  v.minValue(1_024, PORT_EXPECTED),
  v.maxValue(65_535, PORT_EXPECTED),
);
const HEX_COLOUR = /^#[0-9a-f]{6}$/i;
const BANDWIDTH_EXPECTED = `one of ${BANDWIDTH_MODES.join(', ')}, or kbit/s from ${MIN_BANDWIDTH_KBPS} to ${MAX_BANDWIDTH_KBPS}`;
const SERVERS_EXPECTED = `at most ${MAX_SERVERS} addresses such as wss://calls.example.org, or none`;
const COLOURS_EXPECTED = `${MIN_OWN_COLOURS} to ${MAX_OWN_COLOURS} colours such as #0f380f #9bbc0f`;

const iceServer = v.pipe(
  v.strictObject({
    urls: v.pipe(
      v.string(),
      v.check((url) => parseIceUrl(url) !== null),
    ),
    username: v.optional(v.pipe(v.string(), v.maxLength(MAX_ICE_TEXT_CHARS))),
    credential: v.optional(v.pipe(v.string(), v.maxLength(MAX_ICE_TEXT_CHARS))),
  }),
  // RTCPeerConnection throws on a TURN server without both.
  v.check((server) => !isTurnUrl(server.urls) || (!!server.username && !!server.credential)),
);

/** A key that an action can be bound to, `Alt+M` in exactly this spelling. */
export const CHORD_SCHEMA = v.pipe(
  v.string(),
  v.check(isBindableChord, 'a key such as F2 or Alt+M'),
);

/** One schema per setting; `satisfies` makes a setting without one a compile error. */
export const SETTING_SCHEMAS = {
  username: v.nullable(v.pipe(v.string(), v.check(isValidName, NAME_RULE))),
  signalinghosturl: v.nullable(serverSchema('an address such as wss://calls.example.org')),
  autoanswer: yesNo,
  autoanswer_people: trustedCallers,
  trusted_certificates: v.pipe(
    v.array(
      v.strictObject({
        server: serverSchema(CERTIFICATES_EXPECTED),
        fingerprint: v.pipe(
          v.string(),
          v.check((text) => readFingerprint(text) === text, CERTIFICATES_EXPECTED),
        ),
      }),
      CERTIFICATES_EXPECTED,
    ),
    v.maxLength(MAX_SERVERS, CERTIFICATES_EXPECTED),
  ),
  contacts: people,
  favourites: people,
  blocked: people,
  servers: v.pipe(
    v.array(serverSchema(SERVERS_EXPECTED), SERVERS_EXPECTED),
    v.maxLength(MAX_SERVERS, SERVERS_EXPECTED),
  ),
  chat_history: yesNo,
  loglevel: v.picklist(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`),
  videostyle: v.picklist(STYLE_NAMES, `one of ${STYLE_NAMES.join(', ')}`),
  density: rangeSchema(MIN_DENSITY, MAX_DENSITY),
  text_size: rangeSchema(MIN_TEXT_SIZE, MAX_TEXT_SIZE),
  palette: v.picklist(PALETTE_NAMES, `one of ${PALETTE_NAMES.join(', ')}`),
  palette_colours: v.pipe(
    v.array(v.pipe(v.string(), v.regex(HEX_COLOUR, COLOURS_EXPECTED)), COLOURS_EXPECTED),
    v.minLength(MIN_OWN_COLOURS, COLOURS_EXPECTED),
    v.maxLength(MAX_OWN_COLOURS, COLOURS_EXPECTED),
  ),
  dither: yesNo,
  ramp: v.nullable(
    v.pipe(
      v.string(),
      v.check((ramp) => rampFault(ramp) === null, RAMP_EXPECTATION),
    ),
  ),
  gamma: rangeSchema(...ADJUSTMENT_RANGES.gamma),
  contrast: rangeSchema(...ADJUSTMENT_RANGES.contrast),
  saturation: rangeSchema(...ADJUSTMENT_RANGES.saturation),
  edges: rangeSchema(...ADJUSTMENT_RANGES.edges),
  mirror: yesNo,
  costume: v.nullable(
    v.pipe(
      v.string(),
      v.check(
        (text) => parseCostume(text, []) !== null,
        'a style and, if you like, a palette, such as braille amber, or off',
      ),
    ),
  ),
  costumes: yesNo,
  rtt: yesNo,
  terminal_size: v.pipe(
    v.string(),
    v.check(
      (text) => text === FITTING_SHELL || readShellSize(text) !== null,
      SHELL_SIZE_EXPECTATION,
    ),
  ),
  crt: yesNo,
  selfview: v.picklist(SELF_VIEWS, `one of ${SELF_VIEWS.join(', ')}`),
  bandwidth: v.union(
    [
      v.picklist(BANDWIDTH_MODES),
      // A union hands on the message of the only member whose type fits.
      v.pipe(
        v.number(),
        v.minValue(MIN_BANDWIDTH_KBPS, BANDWIDTH_EXPECTED),
        v.maxValue(MAX_BANDWIDTH_KBPS, BANDWIDTH_EXPECTED),
      ),
    ],
    BANDWIDTH_EXPECTED,
  ),
  webcam: device,
  microphone: device,
  speaker: device,
  webcam_id: device,
  microphone_id: device,
  speaker_id: device,
  ptt: v.picklist(TALK_MODES, `one of ${TALK_MODES.join(', ')}`),
  camera_at_start: yesNo,
  framerate: framesSchema('frames per second'),
  frame_interval: framesSchema('every how many-th frame is drawn'),
  video_size: v.pipe(v.string(), v.check(isVideoSize, 'a size such as 720p or 640x480')),
  echo_cancellation: yesNo,
  noise_suppression: v.picklist(NOISE_SUPPRESSIONS, `one of ${NOISE_SUPPRESSIONS.join(', ')}`),
  auto_gain_control: yesNo,
  ice_servers: v.pipe(
    v.array(iceServer, 'servers such as stun:stun.example.org, or turn:HOST USER PASSWORD'),
    v.maxLength(MAX_ICE_SERVERS),
  ),
  hide_address: v.picklist(HIDE_ADDRESS, `one of ${HIDE_ADDRESS.join(', ')}`),
  lan_interface: v.nullable(
    v.pipe(v.string(LAN_EXPECTED), v.regex(/^[\w.:@ -]{1,64}$/, LAN_EXPECTED)),
  ),
  lan_port: portSchema,
  lan_answer: v.nullable(v.pipe(v.string(), v.check(isValidName, NAME_RULE))),
  lan_call: v.nullable(v.pipe(v.string(), v.check(isValidName, NAME_RULE))),
  host_port: portSchema,
  close_to_tray: yesNo,
  start_at_login: yesNo,
  update_notice: yesNo,
  keys: v.strictObject(v.entriesFromList(KEY_ACTIONS, CHORD_SCHEMA)),
} satisfies {
  [K in Exclude<keyof Settings, 'version'>]: v.GenericSchema<unknown, Settings[K]>;
};

export type SettingKey = keyof typeof SETTING_SCHEMAS;

/** Every setting but the version, in the order in which they are listed. */
export const SETTING_KEYS = Object.keys(SETTING_SCHEMAS) as readonly SettingKey[];
