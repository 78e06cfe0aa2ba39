import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { refusalToSend, sendFiles } from '../commands/file-handlers';
import type { TransferView } from '../transfer/file-transfers';
import { takeDrops } from '../ui/choose-files';
import { TransferLines } from '../ui/transfer-lines';
import { transferNotice } from '../ui/transfer-sentences';
import type { AppParts } from './app-parts';

/** Files go over the link of the call there is, and what becomes of them is shown and told. */
export function introduceFiles(parts: AppParts): void {
  const { store, call, files, window, teller } = parts;
  let peer = '';
  store.add(
    call.onPhase((phase) => {
      if (phase.kind === 'idle') files.end();
      else peer = phase.peer;
    }),
  );
  store.add(
    call.onFiles((channel) => {
      files.setChannel(channel);
    }),
  );
  showTransfers(parts, () => peer);
  store.add(
    window.file.onDecision((decision) => {
      const first = files.undecided.at(0);
      if (decision === 'accept') void first?.accept();
      else first?.stop('refused');
      window.commandLine.focus();
    }),
  );
  const notice: AppParts['teller']['tell'] = (text, tone) => {
    teller.tell(text, tone);
  };
  store.add(
    takeDrops(window.root, {
      handleFiles: (dropped) => {
        const refusal = refusalToSend(call.phase, null);
        if (refusal === null) sendFiles({ files, notice }, dropped);
        else notice(refusal, 'warn');
      },
      handleFolder: (name) => {
        notice(`${name} is a folder. Pack it into one file, and send that.`, 'warn');
      },
    }),
  );
}

function showTransfers({ store, files, window, teller }: AppParts, peer: () => string): void {
  const lines = new TransferLines(window.chat, () => SYSTEM_CLOCK.nowMs());
  const told = new Map<string, TransferView['state']['kind']>();
  store.add(
    files.onChange((view) => {
      lines.handleChange(view, peer());
      if (told.get(view.id) === view.state.kind) return;
      told.set(view.id, view.state.kind);
      const notice = transferNotice(view, peer());
      if (notice !== null) teller.tell(notice.text, notice.tone);
      const first = files.undecided.at(0);
      if (first === undefined) window.file.hide();
      else window.file.show({ from: peer(), ...describe(first), more: files.undecided.length - 1 });
    }),
  );
}

function describe({ name, sizeBytes }: { readonly name: string; readonly sizeBytes: number }) {
  return { name, sizeBytes };
}
