/**
 * How loud the voice is that comes over `connection`, 0 to 1, as its sender measured it. It has the
 * first place of its kind; who sends pictures only has none, and browsers that do not know the
 * level leave it out: 0.
 */
export function voiceLevel(connection: RTCPeerConnection): number {
  const voice = connection.getReceivers().find(({ track }) => track.kind === 'audio');
  return voice?.getSynchronizationSources().at(0)?.audioLevel ?? 0;
}
