import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import { RTCPeerConnection } from 'werift';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NodeLink } from '../../../src/alone/rtc/node-link';
import { CertificatePin } from '../../../src/renderer/rtc/certificate-pin';
import type { LinkCloseReason } from '../../../src/renderer/rtc/peer-link';
import type { Signal } from '../../../src/shared/protocol/messages';
import type { PeerMessage } from '../../../src/shared/protocol/peer-messages';
import { makeCertificate, type TestCertificate } from '../../helpers/make-certificate';
import type { PlainEnd } from '../../helpers/plain/plain-end';
import { createCertifiedEnd } from '../../helpers/plain/werift-end';

// Who would be somebody else to a link without a browser, or end what two others have.

const PATIENCE_MS = 60_000;
const TERMS = { generation: 0, iceServers: [], tracks: {}, connectTimeoutMs: PATIENCE_MS } as const;

const links: NodeLink[] = [];
const ends: PlainEnd[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end.close()));
  for (const link of links.splice(0)) link.dispose();
});

function open(isInitiator: boolean, isPlain: boolean): NodeLink {
  const pin = new CertificatePin();
  const link = new NodeLink({ ...TERMS, isInitiator, isPlain, pin }, () => undefined);
  links.push(link);
  return link;
}

const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: PATIENCE_MS });

/** A link, and an end that shows `certificate`, both of which say all that they have to say. */
async function meet(isInitiator: boolean, certificate: TestCertificate): Promise<NodeLink> {
  const link = open(isInitiator, true);
  const end = createCertifiedEnd(certificate, 'both', (signal) => {
    setImmediate(() => link.signal({ ...(signal as unknown as Signal), generation: 0 }));
  });
  ends.push(end);
  link.onSignal((signal) => {
    if (signal.kind === 'description' || signal.kind === 'candidate')
      setImmediate(() => void end.take(signal));
  });
  await end.start(!isInitiator);
  return link;
}

/** Whoever calls is the server of DTLS, and proves it otherwise than its client. */
const ROLES = [
  ['is called', 'ecdsa', true],
  ['calls', 'ecdsa', false],
  ['is called', 'rsa', true],
  ['calls', 'rsa', false],
] as const;

describe('somebody who has seen the certificate of somebody else', () => {
  it.each(ROLES)('is not taken for them: who %s, with another %s', async (...role) => {
    const [, algorithm, isInitiator] = role;
    const wishes = { algorithm };
    const [theirs, own] = await Promise.all([makeCertificate(wishes), makeCertificate(wishes)]);
    const closed: LinkCloseReason[] = [];
    const states: string[] = [];
    const link = await meet(isInitiator, { cert: theirs.cert, key: own.key });
    link.onClosed((reason) => closed.push(reason));
    link.onState((state) => states.push(state));
    await until(() => {
      expect([...closed, ...states]).toContain('closed');
    });
    expect(closed).toEqual(['wrong-certificate']);
    expect(states).not.toContain('connected');
    expect(await ends[0].figures()).toEqual({ frames: 0, soundPackets: 0 });
  });

  it.each(ROLES)('is them with its key: who %s, by %s', async (_what, algorithm, isInitiator) => {
    const link = await meet(isInitiator, await makeCertificate({ algorithm }));
    await until(() => {
      expect(link.state).toBe('connected');
    });
  });
});

/** Shorter than either end waits before it says it again. */
const LOST_MS = 250;

describe('somebody whose first words were lost', () => {
  it('is them all the same, once they were said again', async () => {
    const link = open(false, false);
    const eve = new RTCPeerConnection();
    eve.createDataChannel('messages');
    const [transport] = eve.dtlsTransports;
    let lost = 0;
    let lostUntilMs = 0;
    transport.onStateChange.subscribe((state) => {
      if (state !== 'connecting') return;
      queueMicrotask(() => {
        const { socket } = transport.dtls!.transport;
        const take = socket.onData;
        socket.onData = (data, address) => {
          // Her certificate is answered by another one, which is lost with all that comes with it.
          const isAnswer = data[0] === 22 && data[13] === 11;
          if (isAnswer && lost === 0) lostUntilMs = performance.now() + LOST_MS;
          if (performance.now() < lostUntilMs) lost += 1;
          else take(data, address);
        };
      });
    });
    link.onSignal((signal) => {
      if (signal.kind === 'description')
        void eve.setRemoteDescription({ type: 'answer', sdp: signal.sdp });
      else if (signal.kind === 'candidate')
        void eve.addIceCandidate({ candidate: signal.candidate, sdpMid: '0', sdpMLineIndex: 0 });
    });
    await eve.setLocalDescription(await eve.createOffer());
    await until(() => {
      expect(eve.iceGatheringState).toBe('complete');
    });
    const { sdp } = eve.localDescription!;
    const closed: LinkCloseReason[] = [];
    link.onClosed((reason) => closed.push(reason));
    link.signal({ kind: 'description', generation: 0, type: 'offer', sdp });
    await until(() => {
      expect([link.state, lost, closed]).toEqual(['connected', expect.any(Number), []]);
    });
    expect(lost).toBeGreaterThan(1);
    await eve.close();
  });
});

/** A record of DTLS that nobody has sealed. */
function record(type: number, epoch: number, content: readonly number[]): Buffer {
  const header = [type, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, 99, 0, content.length];
  return Buffer.from([...header, ...content]);
}

/** The beginning of another handshake: as long as it has to be, and little else. */
const HELLO = [
  ...[1, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 44],
  ...[0xfe, 0xfd, ...new Array<number>(32).fill(7)],
  ...[0, 0, 0, 2, 0xc0, 0x2b, 1, 0, 0, 0],
];

/** @param key By which it is made; `null`: by none. */
function bindingRequest(id: string, name: string, key: string | null): Buffer {
  const attribute = (type: number, value: Buffer): Buffer => {
    const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
    bytes.writeUInt16BE(type, 0);
    bytes.writeUInt16BE(value.length, 2);
    value.copy(bytes, 4);
    return bytes;
  };
  const attributes = [
    attribute(0x0006, Buffer.from(name)),
    attribute(0x0024, Buffer.from([0x6e, 0, 0x1e, 0xff])),
    attribute(0x802a, Buffer.alloc(8, 1)),
  ];
  const header = Buffer.alloc(20);
  header.writeUInt16BE(1, 0);
  header.writeUInt32BE(0x2112a442, 4);
  header.write(id, 8, 'latin1');
  const request = Buffer.concat([header, ...attributes]);
  request.writeUInt16BE(request.length - 20 + (key === null ? 0 : 24), 2);
  if (key === null) return request;
  const integrity = createHmac('sha1', key).update(request).digest();
  return Buffer.concat([request, attribute(0x0008, integrity)]);
}

describe('somebody who writes to the port of a connection', () => {
  it('neither ends it nor begins it anew', async () => {
    const [ann, bob] = [open(true, false), open(false, false)];
    const doors = new Map<number, string>();
    const wire = (from: NodeLink, to: NodeLink): void => {
      from.onSignal((signal) => {
        const [, , , , address, port] =
          signal.kind === 'candidate' ? signal.candidate.split(' ') : [];
        if (isIPv4(address)) doors.set(Number(port), address);
        setImmediate(() => to.signal(signal));
      });
    };
    wire(ann, bob);
    wire(bob, ann);
    const heard: PeerMessage[] = [];
    for (const link of [ann, bob]) link.onMessage((message) => heard.push(message));
    const say = (text: string): void => {
      for (const link of [ann, bob])
        expect(link.send({ kind: 'line', id: 'line-of-chat', text })).toBe(true);
    };
    await until(() => {
      say('before');
    });
    await until(() => {
      expect(heard.length).toBeGreaterThan(1);
    });
    const stranger = createSocket('udp4');
    const forged = [
      ...[0, 1].flatMap((epoch) => [
        record(21, epoch, [1, 0]),
        record(21, epoch, [2, 40]),
        record(21, epoch, new Array<number>(26).fill(0)),
        record(22, epoch, HELLO),
        record(20, epoch, [1]),
        record(24, epoch, [0]),
        record(63, epoch, []),
      ]),
      Buffer.from([22]),
      Buffer.from([21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]),
      Buffer.alloc(1_500, 0x80),
    ];
    for (const [port, address] of doors) {
      for (const datagram of forged) {
        await new Promise((resolve) => {
          stranger.send(datagram, port, address, resolve);
        });
      }
    }
    stranger.close();
    heard.length = 0;
    await until(() => {
      say('after');
      expect(heard.length).toBeGreaterThan(9);
    });
    expect([ann.state, bob.state]).toEqual(['connected', 'connected']);
  });

  it('hears nothing, and nobody looks for them, unless they know its password', async () => {
    const [ann, bob] = [open(true, false), open(false, false)];
    const signals: Signal[] = [];
    const wire = (from: NodeLink, to: NodeLink): void => {
      from.onSignal((signal) => {
        if (from === ann) signals.push(signal);
        setImmediate(() => to.signal(signal));
      });
    };
    wire(ann, bob);
    wire(bob, ann);
    await until(() => {
      expect([ann.state, bob.state]).toEqual(['connected', 'connected']);
    });
    const { sdp } = signals.find(({ kind }) => kind === 'description') as { sdp: string };
    const [, , , , address, port] = signals
      .flatMap((signal) => (signal.kind === 'candidate' ? [signal.candidate.split(' ')] : []))
      .find((words) => isIPv4(words[4]))!;
    const name = `${/^a=ice-ufrag:(\S+)/m.exec(sdp)![1]}:some`;
    const password = /^a=ice-pwd:(\S+)/m.exec(sdp)![1];
    const answered = new Set<string>();
    const stranger = createSocket('udp4');
    stranger.on('message', (data) => answered.add(data.toString('latin1', 8, 20)));
    const knock = (id: string, key: string | null): void => {
      stranger.send(bindingRequest(id, name, key), Number(port), address);
    };
    for (let count = 0; count < 300; count += 1) {
      knock(`wrong-${String(count).padStart(6, '0')}`, count % 2 === 0 ? null : 'no such password');
    }
    await until(() => {
      knock('right-000000', password);
      expect(answered).toContain('right-000000');
    });
    stranger.close();
    expect([...answered].filter((id) => id.startsWith('wrong'))).toEqual([]);
  });
});
