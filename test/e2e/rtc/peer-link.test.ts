import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CertificatePin } from '../../../src/renderer/rtc/certificate-pin';
import { SignalGuard } from '../../../src/renderer/rtc/signal-guard';
import { MAX_SDP_BYTES } from '../../../src/shared/protocol/limits';
import type { Signal } from '../../../src/shared/protocol/messages';
import { EDITED_SDPS, type EditedSdp } from '../../helpers/edited-sdp';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../helpers/fuzz';
import { RefusingTurnServer } from '../../helpers/refusing-turn-server';
import { type Lab, type LabPage, startLab } from './lab-browser';

// Two links, each with a real peer connection: encoders, DTLS-SRTP and all.

let lab: Lab;
let tab: LabPage;

beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

beforeEach(async () => {
  tab = await lab.open();
});
afterEach(async () => {
  await tab.page.context().close();
  expect(tab.errors).toEqual([]);
});

describe('two links', () => {
  it('bring picture and sound both ways, and tell how well', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const [caller, callee] = await lab.pair(
        { audio: await lab.microphone(), video: lab.paint('red') },
        { audio: await lab.microphone(), video: lab.paint('blue') },
      );
      await lab.shows(callee.received.video, 'red');
      await lab.shows(caller.received.video, 'blue');
      await lab.hears(caller);
      await lab.hears(callee);
      const stats = await caller.link.stats();
      return { stats, states: [caller.states, callee.states] };
    });
    expect(result.states).toEqual([
      ['connecting', 'connected'],
      ['connecting', 'connected'],
    ]);
    expect(result.stats.sentKbps).toBeGreaterThan(10);
    expect(result.stats.receivedKbps).toBeGreaterThan(10);
    expect(result.stats.receivedFps).toBeGreaterThan(5);
    expect(result.stats.roundTripMs).toBeGreaterThanOrEqual(0);
  });

  it('connect across two pages', async () => {
    const other = await lab.open();
    // What the server does: each signal of one end is given to the other.
    await tab.page.exposeFunction('carry', (signal: unknown) =>
      other.page.evaluate((data) => {
        window.receive(data);
      }, signal),
    );
    await other.page.exposeFunction('carry', (signal: unknown) =>
      tab.page.evaluate((data) => {
        window.receive(data);
      }, signal),
    );
    const join = async (isInitiator: boolean): Promise<void> => {
      const { lab } = window;
      const mine = lab.watch({
        isInitiator,
        tracks: { audio: null, video: lab.paint(isInitiator ? 'red' : 'green') },
      });
      mine.link.onSignal((signal) => void window.carry(signal));
      window.receive = (signal) => mine.link.signal(signal as (typeof mine.signals)[number]);
      await lab.until(() => mine.received.video !== undefined);
      await lab.shows(mine.received.video, isInitiator ? 'green' : 'red');
    };
    // The answering end must be listening when the offer comes.
    const answering = other.page.evaluate(join, false);
    await other.page.waitForFunction(() => 'receive' in window);
    await Promise.all([answering, tab.page.evaluate(join, true)]);
    expect(other.errors).toEqual([]);
    await other.page.context().close();
  });

  it.each(['caller', 'callee'] as const)(
    'let the %s turn a camera on, off and on again without another negotiation',
    async (who) => {
      const result = await tab.page.evaluate(async (who) => {
        const { lab } = window;
        const ends = await lab.pair(lab.NOTHING, lab.NOTHING);
        const [sender, receiver] = who === 'caller' ? ends : [ends[1], ends[0]];
        const describing = () =>
          ends
            .flatMap(({ signals }) => signals)
            .filter(({ kind }) => {
              return kind !== 'candidate';
            }).length;
        const before = describing();
        sender.link.setTrack('video', lab.paint('red'));
        const screen = lab.screen(receiver.received.video);
        await screen.shows('red');
        sender.link.setTrack('video', null);
        const frozen = await screen.freezes();
        sender.link.setTrack('video', lab.paint('blue'));
        await screen.shows('blue');
        return { frozen, added: describing() - before };
      }, who);
      // Off is off: the last picture stands, and no black one was sent.
      expect(result).toEqual({ frozen: 'red', added: 0 });
    },
  );

  it.each(['caller', 'callee'] as const)(
    'let the %s share a screen with its sound beside the camera, by one offer more, and no third',
    async (who) => {
      const result = await tab.page.evaluate(async (who) => {
        const { lab } = window;
        const camera = { video: lab.paint('red') };
        const isCaller = who === 'caller';
        const ends = await lab.pair(isCaller ? camera : {}, isCaller ? {} : camera);
        const [sender, receiver] = isCaller ? ends : [ends[1], ends[0]];
        const offers = () =>
          ends[0].signals.flatMap((each) => (each.kind === 'description' ? [each.sdp] : []));
        sender.link.setTrack('screen', lab.paint('blue'));
        sender.link.setTrack('screen-audio', await lab.microphone());
        await lab.until(() => receiver.received.screen !== undefined);
        await lab.shows(receiver.received.screen, 'blue');
        await lab.shows(receiver.received.video, 'red');
        await lab.hears(receiver);
        const screen = lab.screen(receiver.received.screen);
        await screen.shows('blue');
        sender.link.setTrack('screen', null);
        const frozen = await screen.freezes();
        // The other end has a place by now as well.
        receiver.link.setTrack('screen', lab.paint('green'));
        await lab.until(() => sender.received.screen !== undefined);
        await lab.shows(sender.received.screen, 'green');
        return { frozen, offers: offers() };
      }, who);
      expect(result.frozen).toBe('blue');
      const sections = result.offers.map((sdp) => sdp.match(/^m=(audio|video)/gm)?.length);
      expect(sections).toEqual([2, 4]);
      // Four places and their codecs: within half of what the other end takes.
      expect(result.offers[1].length).toBeLessThan(MAX_SDP_BYTES / 2);
    },
  );

  it('carry the screens of both, who share them at the same moment', async () => {
    await tab.page.evaluate(async () => {
      const { lab } = window;
      const [caller, callee] = await lab.pair({ video: lab.paint('red') }, {});
      callee.link.setTrack('screen', lab.paint('green'));
      caller.link.setTrack('screen', lab.paint('blue'));
      await lab.until(() => callee.received.screen !== undefined);
      await lab.shows(callee.received.screen, 'blue');
      await lab.until(() => caller.received.screen !== undefined);
      await lab.shows(caller.received.screen, 'green');
      await lab.shows(callee.received.video, 'red');
    });
  });

  it('carry the screen of a caller who shared it before, as the first offer says', async () => {
    const sections = await tab.page.evaluate(async () => {
      const { lab } = window;
      const tracks = { video: lab.paint('red'), screen: lab.paint('blue') };
      const [caller, callee] = await lab.pair(tracks, {});
      await lab.until(() => callee.received.screen !== undefined);
      await lab.shows(callee.received.screen, 'blue');
      callee.link.setTrack('screen', lab.paint('green'));
      await lab.until(() => caller.received.screen !== undefined);
      await lab.shows(caller.received.screen, 'green');
      return caller.signals.flatMap((each) =>
        each.kind === 'description' ? [each.sdp.match(/^m=(audio|video)/gm)?.length] : [],
      );
    });
    expect(sections).toEqual([4]);
  });

  it('carry a screen although the offer of a place for it was lost on the way', async () => {
    await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({ isInitiator: true });
      const callee = lab.watch({});
      let isLost = false;
      let lostCount = 0;
      lab.wire(callee.link, caller.link);
      caller.link.onSignal((signal) => {
        if (isLost && signal.kind === 'description') {
          isLost = false;
          lostCount += 1;
        } else callee.link.signal(signal);
      });
      await lab.until(() => [caller, callee].every(({ link }) => link.state === 'connected'));
      isLost = true;
      caller.link.setTrack('screen', lab.paint('blue'));
      await lab.until(() => lostCount === 1);
      await lab.until(() => callee.received.screen !== undefined);
      await lab.shows(callee.received.screen, 'blue');
    });
  });

  it.each(['caller', 'callee'] as const)('let the %s turn a microphone on', async (who) => {
    await tab.page.evaluate(async (who) => {
      const { lab } = window;
      const ends = await lab.pair(lab.NOTHING, lab.NOTHING);
      const [sender, receiver] = who === 'caller' ? ends : [ends[1], ends[0]];
      sender.link.setTrack('audio', await lab.microphone());
      await lab.hears(receiver);
    }, who);
  });

  it('connect with nothing to send and no permission for anything, and bring messages', async () => {
    const messages = await tab.page.evaluate(async () => {
      const { lab } = window;
      const [caller, callee] = await lab.pair(lab.NOTHING, lab.NOTHING);
      const say = (camera: boolean) => ({ kind: 'media', camera, microphone: false }) as const;
      await lab.until(() => caller.link.send(say(true)) && callee.link.send(say(false)));
      await lab.until(() => caller.messages.length > 0 && callee.messages.length > 0);
      return [callee.messages.at(-1), caller.messages.at(-1)];
    });
    expect(messages).toEqual([
      { kind: 'media', camera: true, microphone: false },
      { kind: 'media', camera: false, microphone: false },
    ]);
  });

  it('take candidates that overtake the description they belong to', async () => {
    await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({ isInitiator: true });
      const callee = lab.watch({});
      lab.wire(callee.link, caller.link);
      await lab.until(() => caller.signals.some(({ kind }) => kind === 'candidate'));
      await lab.until(() => caller.signals.some(({ kind }) => kind === 'description'));
      const late = caller.signals.filter(({ kind }) => kind === 'description');
      const early = caller.signals.filter(({ kind }) => kind === 'candidate');
      caller.link.onSignal((signal) => callee.link.signal(signal));
      for (const signal of [...early, ...late]) callee.link.signal(signal);
      await lab.until(() => callee.link.state === 'connected');
    });
  });
});

describe('a link', () => {
  it('refuses malformed signals, by name, and lives on', async () => {
    const results = await tab.page.evaluate(async () => {
      const { lab } = window;
      const red = { audio: null, video: lab.paint('red') };
      const [caller, callee] = await lab.pair(red, lab.NOTHING);
      const offer = caller.signals.find((signal) => signal.kind === 'description')!;
      const describe = (sdp: string) => callee.link.signal({ ...offer, sdp });
      const candidate = (text: string, sdpMid: string | null = '0') =>
        callee.link.signal({
          kind: 'candidate',
          generation: 0,
          candidate: text,
          sdpMid,
          sdpMLineIndex: null,
        });
      const results = [
        describe(''),
        describe('evil'),
        describe(offer.sdp.replaceAll(/a=fingerprint.*\r\n/g, '')),
        describe(offer.sdp.replaceAll('sha-256', 'sha-1')),
        describe(`${offer.sdp}${'a=candidate:1 1 udp 1 10.0.0.1 5000 typ host\r\n'.repeat(900)}`),
        callee.link.signal({ ...offer, type: 'answer' }),
        callee.link.signal({ ...offer, generation: 1 }),
        callee.link.signal({ kind: 'renegotiate', generation: 0 }),
        candidate('evil'),
        candidate('candidate:1 1 udp 1 224.0.0.1 5000 typ host'),
        candidate('candidate:1 1 udp 1 10.0.0.1 5000 typ host', '77'),
        candidate('candidate:1 1 udp 1 10.0.0.1 5000 typ host', null),
      ].map((result) => (result.ok ? 'taken' : result.error));
      // By the letter, but for nobody: Chromium refuses it, or makes nothing of it.
      candidate('candidate:1 1 udp 1 10.0.0.1 5000 typ host ufrag evil');
      candidate('');
      callee.link.setTrack('video', lab.paint('green'));
      await lab.shows(caller.received.video, 'green');
      await lab.shows(callee.received.video, 'red');
      return { results, states: callee.states, closings: callee.closings };
    });
    expect(results.results).toEqual([
      'sdp-malformed',
      'sdp-malformed',
      'no-fingerprint',
      'other-hash',
      'sdp-too-large',
      'rejected',
      'wrong-generation',
      'rejected',
      'candidate-malformed',
      'candidate-malformed',
      'rejected',
      'candidate-malformed',
    ]);
    expect(results.states).toEqual(['connecting', 'connected']);
    expect(results.closings).toEqual([]);
  });

  it('outlives a well-formed offer that the browser refuses, and can still negotiate', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const red = { audio: null, video: lab.paint('red') };
      const [caller, callee] = await lab.pair(red, lab.NOTHING);
      const offer = caller.signals.find((signal) => signal.kind === 'description')!;
      // A section less than before: no browser takes that.
      const shorter = offer.sdp.slice(0, offer.sdp.indexOf('m=application'));
      const sdp = shorter.replace('BUNDLE 0 1 2', 'BUNDLE 0 1');
      const taken = callee.link.signal({ ...offer, sdp }).ok;
      await lab.shows(callee.received.video, 'red');
      const answers = () => callee.signals.filter(({ kind }) => kind === 'description').length;
      const before = answers();
      caller.link.signal({ kind: 'renegotiate', generation: 0 });
      await lab.until(() => answers() > before);
      await lab.shows(callee.received.video, 'red');
      return { taken, states: callee.states, closings: callee.closings };
    });
    expect(result).toEqual({ taken: true, states: ['connecting', 'connected'], closings: [] });
  });

  it('refuses an offer of somebody else for a call that is up, and the media stay', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const [caller, callee] = await lab.pair(
        { audio: null, video: lab.paint('red') },
        { audio: null, video: lab.paint('blue') },
      );
      const intruder = lab.watch({ isInitiator: true });
      lab.wire(callee.link, intruder.link);
      await lab.until(() => intruder.signals.length > 0);
      const results = intruder.signals.map((signal) => callee.link.signal(signal));
      await lab.shows(callee.received.video, 'red');
      await lab.shows(caller.received.video, 'blue');
      return {
        refusal: results[0],
        intruderGot: Object.keys(intruder.received),
        intruderState: intruder.link.state,
        states: callee.states,
      };
    });
    expect(result).toEqual({
      refusal: { ok: false, error: 'fingerprint-changed' },
      intruderGot: [],
      intruderState: 'new',
      states: ['connecting', 'connected'],
    });
  });

  it.each(['none', 'another'] as const)(
    'sends nothing and closes when the certificate that was shown is %s',
    async (which) => {
      const result = await tab.page.evaluate(async (which) => {
        const { lab } = window;
        // What a browser would have to be fooled into, as its own check of descriptions comes
        // first.
        RTCDtlsTransport.prototype.getRemoteCertificates = () =>
          which === 'none' ? [] : [new ArrayBuffer(300)];
        const red = { audio: await lab.microphone(), video: lab.paint('red') };
        const caller = lab.watch({ isInitiator: true, tracks: red });
        const [connection] = window.connections;
        const other = new RTCPeerConnection();
        other.addEventListener('icecandidate', ({ candidate }) => {
          if (!candidate) return;
          const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
          const place = { sdpMid, sdpMLineIndex };
          caller.link.signal({ kind: 'candidate', generation: 0, candidate: text, ...place });
        });
        const answer = async (offer: RTCSessionDescriptionInit): Promise<void> => {
          await other.setRemoteDescription(offer);
          await other.setLocalDescription();
          const { sdp } = other.localDescription!;
          caller.link.signal({ kind: 'description', generation: 0, type: 'answer', sdp });
        };
        caller.link.onSignal((signal) => {
          if (signal.kind === 'candidate') void other.addIceCandidate(signal);
          if (signal.kind === 'description') void answer(signal);
        });
        await lab.until(() => caller.closings.length > 0);
        return {
          closings: caller.closings,
          states: caller.states,
          sent: connection.getSenders().map(({ track }) => track),
        };
      }, which);
      expect(result).toEqual({
        closings: ['wrong-certificate'],
        states: ['connecting', 'closed'],
        sent: [null, null],
      });
    },
  );

  it('shows the certificate that it is given, and another has its own', async () => {
    const fingerprints = await tab.page.evaluate(async () => {
      const { lab } = window;
      const certificate = await lab.createLocalCertificate();
      const offers = [certificate, certificate, null].map(async (each) => {
        const { signals } = lab.watch({ isInitiator: true }, each);
        await lab.until(() => signals.length > 0);
        const [offer] = signals;
        return offer.kind === 'description' ? /a=fingerprint.*/.exec(offer.sdp)?.[0] : undefined;
      });
      return Promise.all(offers);
    });
    expect(fingerprints[0]).toMatch(/sha-256/);
    expect(fingerprints[1]).toBe(fingerprints[0]);
    expect(fingerprints[2]).not.toBe(fingerprints[0]);
  });

  it('asks for a place when the offer has none for its camera', async () => {
    const requests = await tab.page.evaluate(async () => {
      const { lab } = window;
      const callee = lab.watch({ tracks: { audio: null, video: lab.paint('green') } });
      // Another program, which offers nothing but a data channel at first.
      const other = new RTCPeerConnection();
      other.createDataChannel('x');
      const offer = async (): Promise<void> => {
        await other.setLocalDescription();
        const { sdp } = other.localDescription!;
        callee.link.signal({ kind: 'description', generation: 0, type: 'offer', sdp });
      };
      other.addEventListener('icecandidate', ({ candidate }) => {
        if (!candidate) return;
        const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
        const place = { sdpMid, sdpMLineIndex };
        callee.link.signal({ kind: 'candidate', generation: 0, candidate: text, ...place });
      });
      callee.link.onSignal((signal) => {
        if (signal.kind === 'description') void other.setRemoteDescription(signal);
        if (signal.kind === 'candidate') void other.addIceCandidate(signal);
        if (signal.kind !== 'transceiver') return;
        other.addTransceiver(signal.media, { direction: 'recvonly' });
        void offer();
      });
      const shown = new Promise<MediaStreamTrack>((resolve) => {
        other.addEventListener('track', ({ track }) => {
          resolve(track);
        });
      });
      await offer();
      await lab.shows(await shown, 'green');
      return callee.signals.filter(({ kind }) => kind === 'transceiver');
    });
    expect(requests).toEqual([{ kind: 'transceiver', generation: 0, media: 'video' }]);
  });

  it('makes a new offer when it is asked for a place', async () => {
    await tab.page.evaluate(async () => {
      const { lab } = window;
      const [caller, callee] = await lab.pair(lab.NOTHING, lab.NOTHING);
      const offers = () => caller.signals.filter(({ kind }) => kind === 'description').length;
      const answers = () => callee.signals.filter(({ kind }) => kind === 'description').length;
      caller.link.signal({ kind: 'transceiver', generation: 0, media: 'video' });
      await lab.until(() => offers() === 2 && answers() === 2);
    });
  });

  it('drops what is no message, and a flood', async () => {
    const messages = await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({ isInitiator: true });
      const other = new RTCPeerConnection();
      caller.link.onSignal((signal) => {
        if (signal.kind === 'candidate') void other.addIceCandidate(signal);
        if (signal.kind !== 'description') return;
        void other.setRemoteDescription(signal).then(async () => {
          await other.setLocalDescription();
          const { sdp } = other.localDescription!;
          caller.link.signal({ kind: 'description', generation: 0, type: 'answer', sdp });
        });
      });
      const channel = await new Promise<RTCDataChannel>((resolve) => {
        other.addEventListener('datachannel', (event) => {
          resolve(event.channel);
        });
      });
      const send = (camera: boolean): void => {
        channel.send(JSON.stringify({ kind: 'media', camera, microphone: true }));
      };
      channel.send('{');
      channel.send('');
      channel.send('{"kind":"evil"}');
      channel.send(`{"kind":"media","camera":true,"microphone":true${' '.repeat(20_000)}}`);
      channel.send(new Uint8Array(100));
      send(true);
      await lab.until(() => caller.messages.length > 0);
      const first = caller.messages.length;
      for (let count = 0; count < 500; count += 1) send(false);
      await lab.until(() => channel.bufferedAmount === 0 && caller.messages.length > 90);
      // A round trip later all of the flood has been seen, and taken or dropped.
      const back = new Promise((resolve) => {
        channel.addEventListener('message', resolve);
      });
      caller.link.send({ kind: 'media', camera: true, microphone: true });
      await back;
      return { first, all: caller.messages.length, state: caller.link.state };
    });
    expect(messages.first).toBe(1);
    expect(messages.all).toBeGreaterThan(90);
    expect(messages.all).toBeLessThanOrEqual(100);
    expect(messages.state).toBe('connected');
  });

  it('sees that the other end closed, and each end says why, once', async () => {
    const closings = await tab.page.evaluate(async () => {
      const { lab } = window;
      const [caller, callee] = await lab.pair(lab.NOTHING, lab.NOTHING);
      const message = { kind: 'media', camera: false, microphone: false } as const;
      await lab.until(() => caller.link.send(message) && callee.link.send(message));
      caller.link.dispose();
      caller.link.dispose();
      await lab.until(() => callee.closings.length > 0);
      callee.link.dispose();
      const offer = callee.signals.find(({ kind }) => kind === 'description')!;
      return {
        closings: [caller.closings, callee.closings],
        states: [caller.states.at(-1), callee.states.at(-1)],
        afterwards: [
          caller.link.signal(offer),
          caller.link.send(message),
          await caller.link.stats(),
          caller.link.state,
        ],
      };
    });
    expect(closings).toMatchObject({
      closings: [['closed'], ['remote-closed']],
      states: ['closed', 'closed'],
      afterwards: [{ ok: false, error: 'closed' }, false, { sentKbps: 0 }, 'closed'],
    });
  });

  it('leaves no peer connection open, however early it is closed', async () => {
    const states = await tab.page.evaluate(async () => {
      const { lab } = window;
      const [caller, callee] = await lab.pair(lab.NOTHING, lab.NOTHING);
      const early = lab.watch({ isInitiator: true });
      early.link.dispose();
      const later = lab.watch({ isInitiator: true });
      await lab.until(() => later.signals.length > 0);
      later.link.dispose();
      for (const { link } of [caller, callee]) link.dispose();
      early.link.setTrack('video', lab.paint('red'));
      await lab.until(() =>
        window.connections.every(({ signalingState }) => signalingState === 'closed'),
      );
      return { made: window.connections.length, early: early.signals };
    });
    expect(states).toEqual({ made: 4, early: [] });
  });

  it('gives up when nobody answers in time', async () => {
    const closings = await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({ isInitiator: true, connectTimeoutMs: 300 });
      await lab.until(() => caller.closings.length > 0);
      return caller.closings;
    });
    expect(closings).toEqual(['timed-out']);
  });

  it('gives up when the other end answers and cannot be reached', async () => {
    const closings = await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({ isInitiator: true, connectTimeoutMs: 1_500 });
      const callee = lab.watch({ connectTimeoutMs: 1_500 });
      const withoutCandidates = (from: typeof caller, to: typeof caller): void => {
        from.link.onSignal((signal) => {
          if (signal.kind === 'description') to.link.signal(signal);
        });
      };
      withoutCandidates(caller, callee);
      withoutCandidates(callee, caller);
      await lab.until(() => caller.closings.length > 0 && callee.closings.length > 0);
      return [caller.closings, callee.closings];
    });
    expect(closings).toEqual([['timed-out'], ['timed-out']]);
  });

  it('says no address of this machine when that is hidden, and gives up without a relay', async () => {
    const said = await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({ isInitiator: true, isAddressHidden: true });
      await lab.until(() => caller.closings.length > 0);
      return { closings: caller.closings, signals: caller.signals };
    });
    expect(said.closings).toEqual(['no-relay']);
    expect(said.signals.map(({ kind }) => kind)).toEqual(['description']);
    const [offer] = said.signals as [Extract<Signal, { kind: 'description' }>];
    expect(offer.sdp).not.toContain('a=candidate');
    // The origin of RFC 8829, 5.2.1, names no machine.
    expect(new Set(offer.sdp.match(/IP[46] \S+/g))).toEqual(
      new Set(['IP4 127.0.0.1', 'IP4 0.0.0.0']),
    );
  });

  it('gives up on a TURN server that does not answer sooner than the browser does', async () => {
    const silent = createSocket('udp4');
    const bound = once(silent, 'listening');
    silent.bind(0, '127.0.0.1');
    await bound;
    const urls = `turn:127.0.0.1:${silent.address().port}?transport=udp`;
    const seen = await tab.page.evaluate(async (server) => {
      const { lab } = window;
      const iceServers = [{ urls: server, username: 'ann', credential: 'sesame' }];
      const bare = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' });
      bare.createDataChannel('any');
      await bare.setLocalDescription();
      const caller = lab.watch({ isInitiator: true, isAddressHidden: true, iceServers });
      await lab.until(() => caller.closings.length > 0);
      const { iceGatheringState: ofBrowser } = bare;
      bare.close();
      return { closings: caller.closings, ofBrowser };
    }, urls);
    silent.close();
    expect(seen).toEqual({ closings: ['no-relay'], ofBrowser: 'gathering' });
  });

  it('tells of a TURN server that refused it while nobody was to hear of it', async () => {
    const server = await RefusingTurnServer.start();
    const urls = server.url;
    const refused = await tab.page.evaluate(async (url) => {
      const { lab } = window;
      const iceServers = [{ urls: url, username: 'ann', credential: 'sesame' }];
      const tracks = { video: lab.paint('red') };
      const { link, signals } = lab.watch({ isInitiator: true, isHeld: true, iceServers, tracks });
      // Made after it, so that it is refused after it.
      const bare = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' });
      let isRefused = false;
      bare.addEventListener('icecandidateerror', () => {
        isRefused = true;
      });
      bare.createDataChannel('any');
      await bare.setLocalDescription();
      await lab.until(() => isRefused);
      bare.close();
      const told: string[] = [];
      link.onRelayRefused((each) => told.push(each));
      const saidBefore = signals.length;
      link.release({ tracks, connectTimeoutMs: 60_000 });
      await lab.until(() => told.length > 0);
      // Once for each interface that it was asked from.
      return { told: [...new Set(told)], saidBefore, isSaid: signals.length > 0 };
    }, urls);
    server.close();
    expect(refused).toEqual({ told: [urls], saidBefore: 0, isSaid: true });
  });

  it('starts in spite of an ICE server that is none', async () => {
    const state = await tab.page.evaluate(async () => {
      const { lab } = window;
      const iceServers = [{ urls: 'turn:turn.example' }, { urls: 'http://evil.example' }];
      const caller = lab.watch({ isInitiator: true, iceServers });
      await lab.until(() => caller.signals.length > 0);
      return caller.link.state;
    });
    expect(state).toBe('new');
  });
});

/** Chromium allows a process 500 connections, those not collected yet included. */
const OFFERS_PER_PAGE = 200;

/** Whether a link that is pinned to the certificate of before lets it through. */
function isLetThrough({ fixture: { type }, pinned, sdp }: EditedSdp): boolean {
  const pin = new CertificatePin();
  pin.hold(pinned);
  const guard = new SignalGuard({ generation: 0, accepts: type, allowLoopback: true, pin });
  return guard.check({ kind: 'description', generation: 0, type, sdp }).ok;
}

describe('offers that were edited and are let through', () => {
  it(
    'are taken or refused by Chromium, and do it no harm',
    { timeout: FUZZ_TIMEOUT_MS },
    async () => {
      const { numRuns, seed } = fuzzRun('descriptions for Chromium', 2_000);
      const offers: string[] = [];
      for (let round = 0; offers.length < numRuns; round += 1) {
        const edited = fc.sample(EDITED_SDPS, { numRuns: 1_000, seed: seed + round });
        const own = edited.filter(({ fixture }) => fixture.type === 'offer');
        offers.push(...own.filter(isLetThrough).map(({ sdp }) => sdp));
      }
      let answered = 0;
      for (let first = 0; first < numRuns; first += OFFERS_PER_PAGE) {
        if (first > 0) {
          await tab.page.context().close();
          tab = await lab.open();
        }
        const batch = offers.slice(first, Math.min(first + OFFERS_PER_PAGE, numRuns));
        answered += await tab.page.evaluate(async (sdps) => {
          let count = 0;
          for (const sdp of sdps) {
            const connection = new RTCPeerConnection();
            try {
              await connection.setRemoteDescription({ type: 'offer', sdp });
              await connection.setLocalDescription();
              count += 1;
            } catch {
              // Refused: what it finds wrong with it is its own affair.
            }
            connection.close();
          }
          return count;
        }, batch);
      }
      expect(answered).toBeGreaterThan(numRuns / 10);
    },
  );
});
