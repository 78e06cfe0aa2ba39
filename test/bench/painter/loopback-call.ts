/**
 * A call of the camera with itself, as browsers make it by default: what comes out was coded in
 * between, and is given out as soon as in the app.
 */
export interface LoopbackCall {
  readonly local: MediaStreamTrack;
  readonly remote: MediaStreamTrack;
}

export async function startLoopbackCall(): Promise<LoopbackCall> {
  const video = { width: 640, height: 360, frameRate: 30 };
  const stream = await navigator.mediaDevices.getUserMedia({ video });
  const [local] = stream.getVideoTracks();
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  passCandidates(sender, receiver);
  passCandidates(receiver, sender);
  const remote = new Promise<MediaStreamTrack>((resolve) => {
    receiver.addEventListener('track', ({ track, receiver: end }) => {
      end.jitterBufferTarget = 0;
      resolve(track);
    });
  });
  sender.addTrack(local, stream);
  await negotiate(sender, receiver);
  return { local, remote: await remote };
}

function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) void to.addIceCandidate(candidate);
  });
}

async function negotiate(sender: RTCPeerConnection, receiver: RTCPeerConnection): Promise<void> {
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription!);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription!);
}
