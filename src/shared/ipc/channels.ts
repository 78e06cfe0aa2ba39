import * as v from 'valibot';
import { err, ok, type Result } from '../base/result';
import { CALL_PHASE_KINDS } from '../call/call-phase';
import type { Settings } from '../config/settings';
import {
  MAX_PASSPHRASE_CHARS,
  MAX_SEALED_CHARS,
  MIN_PASSPHRASE_CHARS,
} from '../identity/sealed-seed';
import { statementSchema } from '../identity/statement';
import { type Push, type RequestPayload, REQUESTS } from '../protocol/events';
import { idSchema, nameSchema, publicKeySchema } from '../protocol/fields';
import { PRESENCES, type Presence, watchSchema } from '../protocol/messages';
import { MAX_SERVER_URL_CHARS } from '../signalling/server-address';
import {
  type AppRequestName,
  MAX_OTHER_NAMES,
  type Outcome,
  type SignallingApi,
  type SignallingState,
} from '../signalling/signalling-api';
import { MAX_ASKED_LINES, MAX_HISTORY_LINES } from '../protocol/shell-wire';
import { shellInputsSchema } from '../shell/shell-input';
import {
  MAX_SHELL_COLS,
  MAX_SHELL_ROWS,
  MIN_SHELL_COLS,
  MIN_SHELL_ROWS,
} from '../shell/shell-screen';
import { MAX_TRANSFER_BYTES } from '../transfer/limits';
import type { FilesApi, HostApi, PowerChange, RingDecision, TerminalsApi } from './host-api';
import type { RoomLink } from '../signalling/deep-link';
import { type NumberedTerminalRequest, TERMINAL_NEWS_SCHEMA } from './attached-terminal';
import { MAX_CELL_MESSAGE_BYTES } from './cell-stream';
import { CONTROL_REPLY_SCHEMA, type NumberedControlRequest } from './control';
import type { HostingApi } from './hosting-api';
import type { IdentityApi } from './identity-api';
import {
  type LanApi,
  MAX_LAN_CONTACTS,
  MAX_LAN_PHRASE_CHARS,
  MIN_LAN_PHRASE_CHARS,
} from './lan-api';
import type { ScreensApi } from './screens-api';
import { MAX_SHELL_COMMAND_CHARS, type ShellApi } from './shell-api';

/** The largest file that the window may hand over to be saved: a PNG of a 4K window fits. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_FILE_NAME_CHARS = 255;
/** One piece of a file that comes in. */
export const MAX_FILE_PIECE_BYTES = 1024 * 1024;
const MAX_SETTINGS_CHARS = 64_000;

/** What any request to the server may carry. */
type AppRequestPayload = { [K in AppRequestName]: RequestPayload<K> }[AppRequestName];

/**
 * What the window asks of the main process: channel -> signature. Every signature returns a
 * promise. The preload script is the only caller, src/main/ipc/handlers.ts the only answerer.
 */
export interface RequestChannels {
  'app:start-options': HostApi['startOptions'];
  'app:quit': HostApi['quit'];
  'signalling:sign-in': SignallingApi['signIn'];
  'signalling:sign-out': SignallingApi['signOut'];
  'signalling:retry-now': SignallingApi['retryNow'];
  'signalling:request': (
    name: AppRequestName,
    payload: AppRequestPayload,
  ) => Promise<Outcome<AppRequestName>>;
  /** The state now; changes come as pushes. */
  'signalling:state': () => Promise<SignallingState>;
  'settings:load': HostApi['settings']['load'];
  /** A patch is checked against the settings' own schema, by whoever stores them. */
  'settings:update': (patch: Readonly<Record<string, unknown>>) => Promise<Settings>;
  'identity:load': IdentityApi['load'];
  'identity:sign': IdentityApi['sign'];
  'identity:export': IdentityApi['exportSealed'];
  'identity:import': IdentityApi['importSealed'];
  'hosting:start': HostingApi['start'];
  'hosting:stop': HostingApi['stop'];
  'hosting:report': HostingApi['report'];
  'lan:start': LanApi['start'];
  'lan:stop': LanApi['stop'];
  'lan:report': LanApi['report'];
  'lan:contacts': LanApi['setContacts'];
  'ring:start': HostApi['ring'];
  'ring:stop': HostApi['stopRinging'];
  'screen:keep-awake': HostApi['keepAwake'];
  'screen:is-locked': HostApi['isScreenLocked'];
  'status:report': HostApi['reportStatus'];
  /** Whether the window can be seen now; changes come as pushes. */
  'window:is-visible': () => Promise<boolean>;
  'window:toggle-full-screen': HostApi['toggleFullScreen'];
  'file:save': HostApi['saveFile'];
  'file:open': FilesApi['open'];
  'file:write': FilesApi['write'];
  'file:close': FilesApi['close'];
  'file:discard': FilesApi['discard'];
  'control:answer': HostApi['answerControl'];
  'terminal:begin': TerminalsApi['begin'];
  'terminal:tell': TerminalsApi['tell'];
  'terminal:show': TerminalsApi['show'];
  'screens:list': ScreensApi['list'];
  'screens:choose': ScreensApi['choose'];
  'shell:start': ShellApi['start'];
  'shell:stop': ShellApi['stop'];
  'shell:type': ShellApi['type'];
  'shell:resize': ShellApi['resize'];
  'shell:history': ShellApi['history'];
  'shell:forget-history': ShellApi['forgetHistory'];
}
export type RequestChannel = keyof RequestChannels;
export type RequestArguments<C extends RequestChannel> = Parameters<RequestChannels[C]>;
export type RequestReply<C extends RequestChannel> = Awaited<ReturnType<RequestChannels[C]>>;

/** What the main process tells the window unasked: channel -> payload. */
export interface PushChannels {
  'app:quit-requested': null;
  'signalling:state': SignallingState;
  'signalling:push': Push;
  'settings:changed': Settings;
  'ring:decision': RingDecision;
  'tray:presence-chosen': Presence;
  'tray:auto-answer-chosen': boolean;
  'window:visibility': boolean;
  'power:change': PowerChange;
  'link:room': RoomLink;
  'talk:toggle': null;
  'app:notice': string;
  'control:request': NumberedControlRequest;
  'terminal:request': NumberedTerminalRequest;
  'shell:cells': readonly Uint8Array[];
  'shell:ended': number;
}
export type PushChannel = keyof PushChannels;

/**
 * What a request came to. Electron decorates rejections with the channel's name, so what the user
 * may have to read travels as a value; the preload script turns it back into a rejection.
 */
export type RequestEnvelope<T> = Result<T, string>;

const APP_REQUEST_NAMES = Object.keys(REQUESTS).filter(
  (name): name is AppRequestName => !name.startsWith('session:'),
);

const presenceSchema = v.picklist(PRESENCES);
const nothingSchema = v.strictTuple([]);
const fileNameSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_FILE_NAME_CHARS));
const fileIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

/** As Electron names screens and windows. */
const screenIdSchema = v.pipe(v.string(), v.regex(/^(?:screen|window):\d{1,20}:\d{1,10}$/));

const serverRequestSchema = v.union(
  APP_REQUEST_NAMES.map((name) => v.strictTuple([v.literal(name), REQUESTS[name].payload])),
);

const settingsPatchSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((patch) => isSmallJson(patch), 'at most 64 kB of plain data'),
);

/**
 * The main process signs in by itself: a window that somebody took over cannot make others believe
 * at another server that it is this device.
 */
const windowStatementSchema = v.pipe(
  statementSchema,
  v.check(({ kind }) => kind !== 'sign-in', 'not for the window to sign'),
);
const passphraseSchema = v.pipe(
  v.string(),
  v.minLength(MIN_PASSPHRASE_CHARS),
  v.maxLength(MAX_PASSPHRASE_CHARS),
);

const hostStatusSchema = v.strictObject({
  phase: v.picklist(CALL_PHASE_KINDS),
  peer: v.nullable(nameSchema),
  presence: presenceSchema,
  autoAnswer: v.boolean(),
});

const shellSizeEntries = {
  cols: wholeBetween(MIN_SHELL_COLS, MAX_SHELL_COLS),
  rows: wholeBetween(MIN_SHELL_ROWS, MAX_SHELL_ROWS),
};
const shellWishSchema = v.strictObject({
  ...shellSizeEntries,
  command: v.nullable(v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_SHELL_COMMAND_CHARS))),
});

const ARGUMENTS = {
  'app:start-options': nothingSchema,
  'app:quit': nothingSchema,
  'signalling:sign-in': v.strictTuple([
    v.strictObject({
      server: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_SERVER_URL_CHARS)),
      name: nameSchema,
      presence: presenceSchema,
      watch: v.optional(watchSchema.entries.names),
      otherNames: v.optional(v.pipe(v.array(nameSchema), v.maxLength(MAX_OTHER_NAMES))),
      keepsTrying: v.optional(v.boolean()),
    }),
  ]),
  'signalling:sign-out': v.strictTuple([v.strictObject({ force: v.boolean() })]),
  'signalling:retry-now': nothingSchema,
  'signalling:request': serverRequestSchema,
  'signalling:state': nothingSchema,
  'settings:load': nothingSchema,
  'settings:update': v.strictTuple([settingsPatchSchema]),
  'identity:load': nothingSchema,
  'identity:sign': v.strictTuple([windowStatementSchema]),
  'identity:export': v.strictTuple([passphraseSchema]),
  'identity:import': v.strictTuple([
    v.pipe(v.string(), v.maxLength(MAX_SEALED_CHARS)),
    passphraseSchema,
  ]),
  'hosting:start': nothingSchema,
  'hosting:stop': nothingSchema,
  'hosting:report': nothingSchema,
  'lan:start': v.strictTuple([
    v.nullable(
      v.pipe(v.string(), v.minLength(MIN_LAN_PHRASE_CHARS), v.maxLength(MAX_LAN_PHRASE_CHARS)),
    ),
  ]),
  'lan:stop': nothingSchema,
  'lan:report': nothingSchema,
  'lan:contacts': v.strictTuple([
    v.pipe(
      v.array(v.strictObject({ name: nameSchema, key: publicKeySchema })),
      v.maxLength(MAX_LAN_CONTACTS),
    ),
  ]),
  'ring:start': v.strictTuple([v.strictObject({ callId: idSchema, from: nameSchema })]),
  'ring:stop': nothingSchema,
  'screen:keep-awake': v.strictTuple([v.boolean()]),
  'screen:is-locked': nothingSchema,
  'status:report': v.strictTuple([hostStatusSchema]),
  'control:answer': v.strictTuple([v.pipe(v.number(), v.integer()), CONTROL_REPLY_SCHEMA]),
  'terminal:begin': v.strictTuple([]),
  'terminal:tell': v.strictTuple([v.pipe(v.number(), v.integer()), TERMINAL_NEWS_SCHEMA]),
  'terminal:show': v.strictTuple([
    v.pipe(v.number(), v.integer()),
    v.pipe(
      v.instance(Uint8Array),
      v.check((bytes) => bytes.byteLength <= MAX_CELL_MESSAGE_BYTES, 'more than any stage takes'),
    ),
  ]),
  'window:is-visible': nothingSchema,
  'window:toggle-full-screen': nothingSchema,
  'file:open': v.strictTuple([
    fileNameSchema,
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_TRANSFER_BYTES)),
  ]),
  'file:write': v.strictTuple([
    fileIdSchema,
    v.pipe(
      v.instance(Uint8Array),
      v.check((bytes) => bytes.byteLength <= MAX_FILE_PIECE_BYTES, 'at most 1 MiB'),
    ),
  ]),
  'file:close': v.strictTuple([fileIdSchema]),
  'file:discard': v.strictTuple([fileIdSchema]),
  'screens:list': nothingSchema,
  'screens:choose': v.strictTuple([screenIdSchema, v.boolean()]),
  'shell:start': v.strictTuple([shellWishSchema]),
  'shell:stop': nothingSchema,
  'shell:type': v.strictTuple([shellInputsSchema]),
  'shell:resize': v.strictTuple([v.strictObject(shellSizeEntries)]),
  'shell:history': v.strictTuple([
    wholeBetween(1, MAX_HISTORY_LINES),
    wholeBetween(1, MAX_ASKED_LINES),
  ]),
  'shell:forget-history': nothingSchema,
  'file:save': v.strictTuple([
    fileNameSchema,
    v.pipe(
      v.instance(Uint8Array),
      v.check((bytes) => bytes.byteLength <= MAX_FILE_BYTES, 'at most 64 MiB'),
    ),
  ]),
} satisfies { [C in RequestChannel]: v.GenericSchema<unknown, RequestArguments<C>> };

/** Every channel that the window may ask on. */
export const REQUEST_CHANNELS = Object.keys(ARGUMENTS) as readonly RequestChannel[];

/** Reads what came in on `channel`. The error says where it is wrong, never what it held. */
export function parseArguments<C extends RequestChannel>(
  channel: C,
  input: unknown,
): Result<RequestArguments<C>, string> {
  const schema: v.GenericSchema<unknown, unknown> = ARGUMENTS[channel];
  const outcome = v.safeParse(schema, input, { abortEarly: true });
  if (outcome.success) return ok(outcome.output as RequestArguments<C>);
  return err(v.getDotPath(outcome.issues[0]) ?? '');
}

function wholeBetween(least: number, most: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
}

function isSmallJson(value: unknown): boolean {
  try {
    return JSON.stringify(value).length <= MAX_SETTINGS_CHARS;
  } catch {
    return false;
  }
}
