"""An end on aiortc that speaks WebCRT's signalling over python-socketio, and sends back what it gets,
decoded and encoded anew. A word a line on standard input, JSON: call, answer, create, enter,
leave, close, figures; each is answered by a line of JSON on standard output. Its certificates have
keys of elliptic curves, or of RSA where the last argument says so."""

import asyncio
import json
import sys

import socketio
from aiortc import RTCCertificate, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamTrack
from aiortc.rtcdtlstransport import generate_certificate
from aiortc.sdp import candidate_from_sdp
from cryptography.hazmat.primitives.asymmetric import rsa
from OpenSSL import crypto

PROTOCOL_VERSION = int(sys.argv[3])


def rsa_certificate(cls):
    """As the library makes its own, which has no choice of key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return cls(
        key=crypto.PKey.from_cryptography_key(key),
        cert=crypto.X509.from_cryptography(generate_certificate(key)),
    )


if sys.argv[4:] == ["rsa"]:
    RTCCertificate.generateCertificate = classmethod(rsa_certificate)


class Mirror(MediaStreamTrack):
    """What comes of the other end's track, frame by frame; counts on the way."""

    def __init__(self, kind, counts):
        super().__init__()
        self.kind = kind
        self.counts = counts
        self.source = asyncio.get_running_loop().create_future()

    def show(self, track):
        if not self.source.done():
            self.source.set_result(track)

    async def recv(self):
        track = await self.source
        frame = await track.recv()
        self.counts[self.kind] += 1
        return frame


class End:
    """The connection with one other end, of one generation."""

    def __init__(self, media, generation, say):
        self.connection = RTCPeerConnection()
        self.media = media
        self.generation = generation
        self.say = say
        self.counts = {"video": 0, "audio": 0}
        self.mirrors = {}
        self.drains = []
        self.work = asyncio.Lock()

        @self.connection.on("track")
        def on_track(track):
            if self.sends(track.kind):
                self.mirror(track.kind).show(track)
            else:
                self.drains.append(asyncio.ensure_future(self.drain(track)))

    def sends(self, kind):
        return self.media == "both" or (self.media == "video" and kind == "video")

    async def drain(self, track):
        try:
            while True:
                await track.recv()
                self.counts[track.kind] += 1
        except Exception:
            return

    def mirror(self, kind):
        if kind not in self.mirrors:
            self.mirrors[kind] = Mirror(kind, self.counts)
        return self.mirrors[kind]

    def add(self, kind):
        if self.sends(kind):
            self.connection.addTrack(self.mirror(kind))
        else:
            self.connection.addTransceiver(kind, direction="recvonly")

    async def offer(self):
        for kind in ["audio", "video"] if self.media == "both" else ["video"]:
            self.add(kind)
        await self.connection.setLocalDescription(await self.connection.createOffer())
        await self.describe()

    async def describe(self):
        described = self.connection.localDescription
        sdp = described.sdp
        if described.type == "offer":
            # It gives two extensions the same number, each in a section of its own, which Chromium
            # does not take in one bundle.
            sdp = "".join(
                line for line in sdp.splitlines(True) if "ssrc-audio-level" not in line
            )
        await self.say(
            {
                "kind": "description",
                "generation": self.generation,
                "type": described.type,
                "sdp": sdp,
            }
        )

    async def take(self, signal):
        async with self.work:
            if signal["kind"] == "candidate":
                if signal["candidate"]:
                    candidate = candidate_from_sdp(signal["candidate"].split(":", 1)[1])
                    candidate.sdpMid = signal["sdpMid"]
                    candidate.sdpMLineIndex = signal["sdpMLineIndex"]
                    await self.connection.addIceCandidate(candidate)
                return
            if signal["kind"] != "description":
                return
            await self.connection.setRemoteDescription(
                RTCSessionDescription(sdp=signal["sdp"], type=signal["type"])
            )
            if signal["type"] == "answer":
                return
            for transceiver in self.connection.getTransceivers():
                if self.sends(transceiver.kind) and transceiver.sender.track is None:
                    self.connection.addTrack(self.mirror(transceiver.kind))
            await self.connection.setLocalDescription(await self.connection.createAnswer())
            await self.describe()

    async def close(self):
        for drain in self.drains:
            drain.cancel()
        await self.connection.close()


class Peer:
    def __init__(self):
        self.socket = socketio.AsyncClient(reconnection=False)
        self.media = "none"
        self.is_in_room = False
        self.ends = {}
        self.news = asyncio.Condition()
        self.incoming = []
        self.accepted = []
        self.socket.on("call:incoming", self.on_incoming)
        self.socket.on("call:accepted", self.on_accepted)
        self.socket.on("call:signal", self.on_call_signal)
        self.socket.on("call:ended", self.on_call_ended)
        self.socket.on("room:signal", self.on_room_signal)
        self.socket.on("room:joined", self.on_room_joined)
        self.socket.on("room:left", self.on_room_left)

    async def ask(self, name, payload):
        reply = await self.socket.call(name, payload)
        if not reply["ok"]:
            raise RuntimeError(f"{name}: {reply['reason']}")
        return reply

    async def sign_in(self, url, name):
        await self.socket.connect(f"{url}?plain=1&knows=via", transports=["websocket"])
        request = {"name": name, "version": PROTOCOL_VERSION, "presence": "available"}
        await self.ask("session:sign-in", request)

    async def tell(self, queue, value):
        async with self.news:
            queue.append(value)
            self.news.notify_all()

    async def next_of(self, queue):
        async with self.news:
            await self.news.wait_for(lambda: queue)
            return queue.pop(0)

    async def on_incoming(self, push):
        await self.tell(self.incoming, push["callId"])

    async def on_accepted(self, push):
        await self.tell(self.accepted, push["callId"])

    async def on_call_signal(self, push):
        await self.hear(push["callId"], push["signal"])

    async def on_call_ended(self, push):
        await self.end(push["callId"])

    async def on_room_signal(self, push):
        await self.hear(push["from"], push["signal"])

    async def on_room_joined(self, push):
        if self.is_in_room:
            self.meet(push["member"]["id"])

    async def on_room_left(self, push):
        await self.end(push["member"])

    def call_end(self, call_id, generation):
        async def say(signal):
            await self.ask("call:signal", {"callId": call_id, "signal": signal})

        return End(self.media, generation, say)

    def room_end(self, member, generation):
        async def say(signal):
            await self.ask("room:signal", {"to": member, "signal": signal})

        return End(self.media, generation, say)

    def meet(self, member):
        self.ends.setdefault(member, self.room_end(member, 0))

    async def hear(self, talk, signal):
        end = self.ends.get(talk)
        if end is None:
            return
        generation = signal["generation"]
        if generation > end.generation:
            await end.close()
            end = self.room_end(talk, generation)
            self.ends[talk] = end
        if generation == end.generation:
            await end.take(signal)

    async def end(self, talk):
        end = self.ends.pop(talk, None)
        if end is not None:
            await end.close()

    async def close(self):
        ends, self.ends = self.ends, {}
        for end in ends.values():
            await end.close()

    async def do(self, word):
        what = word["do"]
        self.media = word.get("media", self.media)
        if what == "call":
            call_id = (await self.ask("call:invite", {"to": word["to"]}))["callId"]
            await self.next_of(self.accepted)
            end = self.ends[call_id] = self.call_end(call_id, 0)
            await end.offer()
        elif what == "answer":
            call_id = await self.next_of(self.incoming)
            self.ends[call_id] = self.call_end(call_id, 0)
            await self.ask("call:accept", {"callId": call_id})
        elif what == "create":
            self.is_in_room = True
            await self.ask("room:create", {"name": word["slug"], "isPrivate": False})
        elif what == "enter":
            self.is_in_room = True
            for member in (await self.ask("room:join", {"slug": word["slug"]}))["members"]:
                self.meet(member["id"])
        elif what == "leave":
            self.is_in_room = False
            await self.ask("room:leave", {})
            await self.close()
        elif what == "close":
            await self.close()
        elif what == "figures":
            for end in self.ends.values():
                return {"frames": end.counts["video"], "soundPackets": end.counts["audio"]}
            return {"frames": 0, "soundPackets": 0}
        return {}


async def main():
    peer = Peer()
    await peer.sign_in(sys.argv[1], sys.argv[2])
    print(json.dumps({"ok": True}), flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
    )

    async def answer(word):
        try:
            done = {"ok": True, **(await peer.do(word))}
        except Exception as error:
            done = {"ok": False, "why": repr(error)}
        print(json.dumps({"id": word["id"], **done}), flush=True)

    running = set()
    while line := await lines.readline():
        task = asyncio.ensure_future(answer(json.loads(line)))
        running.add(task)
        task.add_done_callback(running.discard)
    await peer.close()
    await peer.socket.disconnect()


asyncio.run(main())
