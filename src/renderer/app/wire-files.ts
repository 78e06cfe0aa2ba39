import { bytesToHex } from '@noble/hashes/utils.js';
import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { splitTileKey } from '../../shared/stage/tile-key';
import { chooseAudience, type FilePlace } from '../../shared/transfer/audience';
import { placeOf } from '../../shared/call/membership';
import { filePlaceOf } from '../call/file-place';
import { sendFiles } from '../commands/file-handlers';
import { FileExchange } from '../transfer/file-exchange';
import { openHostSink } from '../transfer/file-sink';
import type { TransferView } from '../transfer/file-transfers';
import { audienceFailureSentence, dropSentence, folderSentence } from '../text/audience-sentences';
import { type PagePoint, takeDrops } from '../ui/take-drops';
import { TransferLines } from '../ui/transfer-lines';
import { sentencesHere } from '../ui/sentences-here';
import { transferNotice } from '../text/transfer-sentences';
import type { AppContext } from './app-context';

const TRANSFER_ID_BYTES = 8;

type FilesContext = Pick<AppContext, 'membership' | 'remote'> & DropsContext;

/** Makes what sends and takes files. */
export function createFiles(
  { host, people }: Pick<AppContext, 'host' | 'people'>,
  logger: Logger,
): FileExchange {
  return new FileExchange({
    openSink: (name, sizeBytes) => openHostSink(host.files, name, sizeBytes),
    createId: () => bytesToHex(crypto.getRandomValues(new Uint8Array(TRANSFER_ID_BYTES))),
    isBlocked: (name) => people.blocks.has(name),
    logger,
  });
}

/**
 * Files go over the links of the call or the room there is; what becomes of them is shown and told.
 */
export function wireFiles(context: FilesContext): void {
  const { store, membership, remote, files, window } = context;
  store.add(
    membership.onChange((all) => {
      files.keepOnly(all.map(({ id }) => id));
      for (const { id, name } of all) files.meet({ id, name });
    }),
  );
  store.add(
    remote.on('files', ({ id, value }) => {
      files.setChannel(id, value);
    }),
  );
  showTransfers(context);
  store.add(
    window.file.onDecision((decision) => {
      const first = files.undecided.at(0)?.file;
      if (decision === 'accept') void first?.accept();
      else first?.stop('refused');
      window.commandLine.focusForKeys();
    }),
  );
  wireDrops(context);
}

/** Where the local user is, and whom files can go to. */
export function filePlace({
  call,
  room,
  participants,
}: Pick<AppContext, 'participants' | 'room' | 'call'>): FilePlace {
  return filePlaceOf({ phase: call.phase, room: room.current, people: participants.people });
}

type DropsContext = Pick<
  AppContext,
  'store' | 'participants' | 'room' | 'call' | 'files' | 'window' | 'announcer' | 'stage'
>;

/** On somebody's tile: for them; elsewhere: for everybody who is here. */
function wireDrops(context: DropsContext): void {
  const { store, files, window, announcer, stage, participants } = context;
  const notice: AppContext['announcer']['tell'] = (text, tone) => {
    announcer.tell(text, tone);
  };
  const audienceAt = (point: PagePoint) => {
    const place = filePlace(context);
    const tile = place.kind === 'room' ? stage.tileAt(point) : null;
    const at = tile === null ? undefined : participants.byId(splitTileKey(tile.key).personId);
    const person = at?.name ?? null;
    return { tile, person, audience: chooseAudience(person, place) };
  };
  store.add(
    takeDrops(window.root, {
      handleOver: (point) => {
        const { tile, person, audience } = audienceAt(point);
        const text = audience.ok
          ? dropSentence(audience.value, person === null)
          : audienceFailureSentence(audience.error);
        window.drop.show(text, tile?.box ?? null);
      },
      handleGone: () => {
        window.drop.hide();
      },
      handleFiles: (dropped, point) => {
        const { audience } = audienceAt(point);
        if (audience.ok) sendFiles({ files, notice }, dropped, audience.value);
        else notice(audienceFailureSentence(audience.error), 'warn');
      },
      handleFolder: (name) => {
        notice(folderSentence(name), 'warn');
      },
    }),
  );
}

function showTransfers({
  store,
  files,
  window,
  announcer,
}: Pick<AppContext, 'store' | 'files' | 'window' | 'announcer'>): void {
  const lines = new TransferLines(window.chat, () => SYSTEM_CLOCK.nowMs());
  const told = new Map<string, TransferView['state']['kind']>();
  store.add(
    files.onChange((shared) => {
      const { key, view, person } = shared;
      lines.handleChange(shared);
      if (told.get(key) === view.state.kind) return;
      told.set(key, view.state.kind);
      const notice = transferNotice(view, person.name, placeOf(person.id), sentencesHere());
      if (notice !== null) announcer.tell(notice.text, notice.tone);
      showQuestion({ files, window });
    }),
  );
}

/** The oldest file that waits for a decision, or none. */
function showQuestion({ files, window }: Pick<AppContext, 'files' | 'window'>): void {
  const { undecided } = files;
  const first = undecided.at(0);
  if (first === undefined) {
    window.file.hide();
    return;
  }
  const { name, sizeBytes } = first.file;
  window.file.show({ from: first.person.name, name, sizeBytes, more: undecided.length - 1 });
}
