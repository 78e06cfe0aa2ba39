import type { RTCRtpTransceiver as Place, RtpPacket } from 'werift';

/** Calls `handle` for each packet that comes over a place, whichever tracks it has by then. */
export function onReceivedPacket(place: Place, handle: (packet: RtpPacket) => void): void {
  const known = new Set<unknown>();
  const listen = (track: Place['receiver']['track']): void => {
    if (known.has(track)) return;
    known.add(track);
    track.onReceiveRtp.subscribe((packet) => {
      handle(packet);
    });
  };
  // Those of an offer are there already.
  for (const track of place.receiver.tracks) listen(track);
  place.onTrack.subscribe(listen);
}
