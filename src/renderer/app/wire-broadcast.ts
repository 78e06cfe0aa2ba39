import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { Broadcast, type RemoteBroadcast } from '../call/broadcast';
import { deflateToBase64 } from '../call/deflate';
import {
  askedSentence,
  broadcastEndSentence,
  broadcastLines,
  broadcastPausedSentence,
  remoteBroadcastEndSentence,
  remoteBroadcastSentence,
  waitsForSentence,
} from '../text/broadcast-sentences';
import { talkingTo } from './wire-call';
import type { AppContext } from './app-context';

type MakingContext = Pick<
  AppContext,
  'call' | 'room' | 'host' | 'local' | 'membership' | 'remote' | 'stage'
>;

/** Some of `context` is made later, and not asked before. */
export function createBroadcast(context: MakingContext): Broadcast {
  const { host, local, membership, remote } = context;
  return new Broadcast({
    signalling: host.signalling,
    local,
    membership,
    remote,
    capture: async () => {
      const { stage } = context;
      const pictures = await stage.recordedPictures();
      const placed = pictures.map(({ snapshot, rect }) => ({ cells: snapshot.cells, rect }));
      return { content: { textRows: stage.textRows(), pictures: placed }, ...stage.size };
    },
    deflate: (bytes) => deflateToBase64(new Uint8Array(bytes)),
    isTalking: () => talkingTo(context) !== null,
    clock: SYSTEM_CLOCK,
  });
}

type BroadcastContext = Pick<
  AppContext,
  'store' | 'broadcast' | 'announcer' | 'windowState' | 'server'
>;

/** Whoever is shown to others is asked, told, and sees it for as long as it lasts. */
export function wireBroadcast(context: BroadcastContext): void {
  const { store, broadcast } = context;
  tellOwn(context);
  tellRemote(context);
  const show = (): void => {
    const { own, remote } = broadcast;
    const shown = remote.find(({ state }) => state === 'on') ?? remote.at(0);
    context.windowState.update({
      broadcast: {
        own: own.kind,
        viewers: own.kind === 'on' ? own.viewers : 0,
        remote: shown === undefined ? null : { name: shown.name, isOn: shown.state === 'on' },
      },
    });
  };
  store.add(broadcast.onOwn(show));
  store.add(broadcast.onRemote(show));
}

function tellOwn(context: BroadcastContext): void {
  const { store, broadcast, announcer } = context;
  let told = '';
  const tellOnce = (text: string, tell: () => void): void => {
    if (text !== told) tell();
    told = text;
  };
  store.add(
    broadcast.onOwn((own) => {
      if (own.kind === 'off') return;
      if (own.kind === 'on' && own.waitsFor.length === 0) {
        const lines = broadcastLines(context.server(), own);
        tellOnce(lines.join('\n'), () => {
          announcer.tellLines(lines, 'good');
        });
        return;
      }
      const sentence = own.kind === 'on' ? broadcastPausedSentence : waitsForSentence;
      tellOnce(sentence(own.waitsFor), () => {
        announcer.tell(sentence(own.waitsFor), 'warn');
      });
    }),
  );
  store.add(
    broadcast.onEnd((why) => {
      told = '';
      announcer.tell(broadcastEndSentence(why), why.kind === 'stopped' ? 'echo' : 'warn');
    }),
  );
}

function tellRemote({ store, broadcast, announcer }: BroadcastContext): void {
  let before: readonly RemoteBroadcast[] = [];
  store.add(
    broadcast.onRemote((remote) => {
      for (const { id, name, state, answer } of remote) {
        const was = before.find((each) => each.id === id)?.state;
        if (was !== undefined && was === state) continue;
        if (answer === null) announcer.tell(askedSentence(name), 'warn');
        else if (state === 'on') announcer.tell(remoteBroadcastSentence(name), 'warn');
      }
      for (const { id, name, state } of before) {
        const isGone = remote.every((each) => each.id !== id);
        if (isGone && state === 'on') announcer.tell(remoteBroadcastEndSentence(name), 'echo');
      }
      before = remote;
    }),
  );
}
