import { bytesToHex } from '@noble/hashes/utils.js';
import type { Logger } from '../../shared/base/logger';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { peerOfPhase } from '../../shared/call/call-phase';
import { PEER_ID } from '../../shared/call/membership';
import { PigeonPost, type PigeonView } from '../call/pigeon-post';
import type { PigeonVerbs } from '../commands/pigeon-handlers';
import { CodeReader } from '../media/code-reader';
import {
  NO_PIGEON,
  NO_SCAN_HERE,
  PIGEON_BROKEN,
  PIGEON_COPIED,
  PIGEON_NOT_COPIED,
  pigeonAnsweredSentence,
  pigeonFailureSentence,
  pigeonNewsSentence,
  pigeonTakenSentence,
  pigeonWords,
  SCAN_NEEDS_CAMERA,
  SCANNING,
} from '../text/pigeon-sentences';
import { copyText } from '../ui/copy-text';
import type { AppContext } from './app-context';

type PostContext = Pick<
  AppContext,
  'call' | 'room' | 'identity' | 'people' | 'account' | 'usualName'
>;

/** Makes it; `context` is asked only later. */
export function createPigeonPost(context: PostContext, logger: Logger): PigeonPost {
  return new PigeonPost({
    call: context.call,
    isInRoom: () => context.room.current !== null,
    signer: () => context.identity.signer,
    name: () => context.account.name ?? context.usualName,
    trustOf: (name, key) => context.people.identities.trustOf(name, key),
    isBlocked: (name) => context.people.blocks.has(name),
    randomHex: (bytes) => bytesToHex(crypto.getRandomValues(new Uint8Array(bytes))),
    clock: SYSTEM_CLOCK,
    logger,
  });
}

type VerbsContext = Pick<
  AppContext,
  'pigeons' | 'window' | 'announcer' | 'media' | 'call' | 'machine'
>;

/** What commands do with pigeons. Some of `context` is made later, and not asked before. */
export function pigeonVerbs(context: VerbsContext): PigeonVerbs {
  return {
    show: () => {
      if (context.pigeons.view === null) context.announcer.tell(NO_PIGEON, 'warn');
      else showView(context);
    },
    offer: () => {
      tellFailure(context, context.pigeons.offer());
    },
    answer: (text) => {
      answer(context, text);
    },
    done: (text) => {
      done(context, text);
    },
    scan: () => {
      scan(context);
    },
    copy: () => copy(context),
  };
}

/** Calls without a server are shown, read by camera and told of. */
export function wirePigeon(
  context: VerbsContext & Pick<AppContext, 'store' | 'remote' | 'chat' | 'participants'>,
): void {
  const { store, pigeons, window, announcer, media, machine } = context;
  const { pigeon: panel } = window;
  const reading = store.add(new MutableDisposable<Disposable>());
  const follow = (): void => {
    // An answer needs no camera, and what that sees would be a second code on the screen.
    const isReading = machine.readsCodes && panel.isOpen && readsCodes(pigeons.view);
    const track = isReading ? media.camera : null;
    panel.setCamera(track);
    if (track === null) reading.value = undefined;
    else reading.value ??= createReader(context);
  };
  store.add(
    pigeons.onView((view) => {
      if (view === null) panel.dismiss();
      else showView(context);
      follow();
    }),
  );
  store.add(
    pigeons.onNews((news) => {
      announcer.tell(pigeonNewsSentence(news), 'warn');
    }),
  );
  store.add(
    panel.onCopy(() => {
      void copy(context);
    }),
  );
  store.add(panel.onOpen(follow));
  store.add(
    media.onCamera(() => {
      follow();
      if (panel.isOpen && pigeons.view !== null) showView(context);
    }),
  );
  tellOfCalls(context);
}

/** Whether there is something to be read by camera. */
function readsCodes(view: PigeonView | null): boolean {
  return view === null || view.kind === 'offer';
}

/** What a call has that no server carries: its end, and its chat. */
function tellOfCalls({
  store,
  call,
  announcer,
  remote,
  chat,
  participants,
}: Pick<AppContext, 'store' | 'call' | 'announcer' | 'remote' | 'chat' | 'participants'>): void {
  let wasByPigeon = false;
  store.add(
    call.onPhase((phase) => {
      if (phase.kind === 'idle') return;
      wasByPigeon = call.isByPigeon;
      if (phase.kind === 'connecting' && wasByPigeon) announcer.tell(wordOf(phase.peer, call));
    }),
  );
  store.add(
    call.onEnded(({ outcome }) => {
      if (wasByPigeon && outcome === 'lost') announcer.tell(PIGEON_BROKEN, 'warn');
    }),
  );
  store.add(
    remote.on('line', ({ id, value }) => {
      const name = participants.byId(id)?.name;
      if (id === PEER_ID && call.isByPigeon && name !== undefined) chat.hearDirectly(name, value);
    }),
  );
}

function wordOf(peer: string, { isOfferer }: Pick<AppContext['call'], 'isOfferer'>): string {
  return isOfferer ? pigeonTakenSentence(peer) : pigeonAnsweredSentence(peer);
}

/** Says a line to whoever the call by pigeon is with; `null`: it is with somebody else, or none. */
export function sayByPigeon(
  { call }: Pick<AppContext, 'call'>,
  name: string,
  line: { readonly id: string; readonly text: string },
): boolean | null {
  if (!call.isByPigeon || peerOfPhase(call.phase) !== name) return null;
  return call.say({ kind: 'line', ...line });
}

function showView({ pigeons, window, media, machine }: VerbsContext): void {
  const { view } = pigeons;
  if (view === null) return;
  const { title, steps, ...words } = pigeonWords(view, machine.readsCodes && media.camera !== null);
  if (view.kind === 'gathering') window.pigeon.show({ title, steps, code: null, text: null });
  else {
    const { code: content, text } = view.letter;
    window.pigeon.show({ title, steps, code: { content, ...words }, text });
  }
}

function scan(context: VerbsContext): void {
  const { window, media, announcer, pigeons, machine } = context;
  if (!machine.readsCodes) announcer.tell(NO_SCAN_HERE, 'warn');
  else if (media.camera === null) announcer.tell(SCAN_NEEDS_CAMERA, 'warn');
  else if (pigeons.view !== null) showView(context);
  else if (context.call.phase.kind !== 'idle') {
    announcer.tell(pigeonFailureSentence({ kind: 'busy' }), 'warn');
  } else window.pigeon.show({ ...SCANNING, code: null, text: null });
}

/** What is wrong with a code is said in the panel, once: it is before the camera for a while. */
function createReader({ pigeons, window, announcer }: VerbsContext): Disposable {
  let last: string | null = null;
  return new CodeReader(window.pigeon.video, SYSTEM_CLOCK, (text) => {
    if (text === last) return;
    last = text;
    const outcome = pigeons.take(text);
    if (outcome.ok) return;
    const sentence = pigeonFailureSentence(outcome.error);
    window.pigeon.tell(sentence);
    if (outcome.error.kind === 'other-key') announcer.tell(sentence, 'error');
  });
}

function answer(context: VerbsContext, text: string): void {
  tellFailure(context, context.pigeons.answer(text));
}

function done(context: VerbsContext, text: string): void {
  tellFailure(context, context.pigeons.done(text));
}

function tellFailure(
  { announcer }: Pick<AppContext, 'announcer'>,
  outcome: ReturnType<PigeonPost['offer']>,
): void {
  if (!outcome.ok) announcer.tell(pigeonFailureSentence(outcome.error), 'error');
}

async function copy({
  pigeons,
  window,
  announcer,
}: Pick<AppContext, 'pigeons' | 'window' | 'announcer'>): Promise<void> {
  const { view } = pigeons;
  if (view === null || view.kind === 'gathering') {
    announcer.tell(NO_PIGEON, 'warn');
    return;
  }
  const isCopied = await copyText(view.letter.text);
  const sentence = isCopied ? PIGEON_COPIED : PIGEON_NOT_COPIED;
  if (window.pigeon.isOpen) window.pigeon.tell(sentence);
  announcer.tell(
    isCopied ? sentence : `${sentence}\n${view.letter.text}`,
    isCopied ? 'good' : 'warn',
  );
}
