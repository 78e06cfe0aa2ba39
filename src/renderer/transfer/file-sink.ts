import type { HostApi } from '../../shared/ipc/host-api';

/** A file that is being written, where the user said. */
export interface FileSink {
  /** What it is called there. */
  readonly name: string;
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** It is whole: from now on it is a file. */
  close(): Promise<void>;
  /** It will never be whole: nothing of it is left. */
  discard(): Promise<void>;
}

/** Asks where a file is to go, by the host's own means; `null`: nowhere. */
export async function openHostSink(
  files: HostApi['files'],
  suggestedName: string,
  sizeBytes: number,
): Promise<FileSink | null> {
  const opened = await files.open(suggestedName, sizeBytes);
  if (opened === null) return null;
  const { id, name } = opened;
  return {
    name,
    write: (bytes) => files.write(id, bytes),
    close: () => files.close(id),
    discard: () => files.discard(id),
  };
}
