/** What an end that is not WebCRT sends: of pictures and sound, as much as is said. */
export type PlainMedia = 'both' | 'video' | 'none';

/** What it says to the other end, and hears of it. */
export type PlainSignal =
  | { readonly kind: 'description'; readonly type: 'offer' | 'answer'; readonly sdp: string }
  | {
      readonly kind: 'candidate';
      readonly candidate: string;
      readonly sdpMid: string | null;
      readonly sdpMLineIndex: number | null;
    };

/** What has arrived at such an end so far. */
export interface PlainFigures {
  /** Where it decodes: frames. Where it does not: frames by their last packets. */
  readonly frames: number;
  readonly soundPackets: number;
}

/** One peer connection of another make, whoever carries its signals. */
export interface PlainEnd {
  /** Begins; `isOffering`: it is the one to make the first offer. */
  start(isOffering: boolean): Promise<void>;
  take(signal: PlainSignal): Promise<void>;
  figures(): Promise<PlainFigures>;
  /** Closes the connection, which is all that it tells the other end. */
  close(): Promise<void>;
}

/** @param say to the other end */
export type PlainEndFactory = (
  media: PlainMedia,
  say: (signal: PlainSignal) => void,
) => Promise<PlainEnd>;
