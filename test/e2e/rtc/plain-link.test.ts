import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, type LabPage, startLab } from './lab-browser';

// A link with an end that is not WebCRT: an ordinary peer connection, in the same page.

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

describe('a plain link', () => {
  it('offers sound and picture, no channel, and brings both; says that the other end is gone', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const tracks = { audio: await lab.microphone(), video: lab.paint('red') };
      const ours = lab.watch({ isPlain: true, isInitiator: true, tracks });
      const other = lab.bareEndOf(ours);
      const { connection } = other;
      const channels: string[] = [];
      connection.addEventListener('datachannel', ({ channel }) => channels.push(channel.label));
      const got = new Map<string, MediaStreamTrack>();
      connection.addEventListener('track', ({ track }) => got.set(track.kind, track));
      await lab.until(() => ours.link.state === 'connected');
      connection.addTrack(lab.paint('blue'));
      connection.addTrack(await lab.microphone());
      await lab.shows(got.get('video'), 'red');
      await lab.shows(ours.received.video, 'blue');
      await lab.hears(ours);
      const sent = ours.link.send({ kind: 'media', camera: true, microphone: true });
      const offer = ours.signals.find((signal) => signal.kind === 'description')!;
      const fingerprints = await ours.link.fingerprints();
      connection.close();
      await lab.until(() => ours.closings.length > 0);
      return {
        sdp: offer.sdp,
        sent,
        fingerprints,
        channels,
        closings: ours.closings,
        errors: other.errors,
      };
    });
    const { sdp, ...rest } = result;
    expect(sdp.match(/^m=\w+/gm)).toEqual(['m=audio', 'm=video']);
    expect(rest).toEqual({
      sent: false,
      fingerprints: null,
      channels: [],
      closings: ['remote-closed'],
      errors: [],
    });
  });

  it.each(['polite', 'impolite'] as const)(
    'comes to terms with an end that offers at the same moment, and is %s',
    async (manners) => {
      const result = await tab.page.evaluate(async (manners) => {
        const { lab } = window;
        const tracks = { audio: await lab.microphone(), video: lab.paint('red') };
        const ours = lab.watch({ isPlain: true, isInitiator: true, tracks });
        // It waited for the other end in vain, which offers before it hears of that.
        await lab.until(() => ours.signals.length > 0);
        const other = lab.bareEndOf(ours, manners);
        const got = new Map<string, MediaStreamTrack>();
        other.connection.addEventListener('track', ({ track }) => got.set(track.kind, track));
        // Pictures first, so that the sections of the two offers do not stand in the same order.
        other.connection.addTrack(lab.paint('blue'));
        other.connection.addTrack(await lab.microphone());
        await lab.until(() => ours.link.state === 'connected');
        await lab.shows(got.get('video'), 'red');
        await lab.shows(ours.received.video, 'blue');
        await lab.hears(ours);
        return { closings: ours.closings, errors: other.errors, first: other.heard[0] };
      }, manners);
      expect(result).toEqual({ closings: [], errors: [], first: 'offer' });
    },
  );

  it.each<[string, boolean, readonly string[]]>([
    ['waits for it', false, ['answer', 'offer']],
    ['has offered before', true, ['offer', 'answer', 'offer']],
  ])(
    'sends its sound to an end that offers pictures only, where it %s',
    async (_when, isLate, all) => {
      const result = await tab.page.evaluate(async (isLate) => {
        const { lab } = window;
        const tracks = { audio: await lab.microphone(), video: lab.paint('red') };
        const ours = lab.watch({ isPlain: true, isInitiator: true, tracks });
        if (isLate) await lab.until(() => ours.signals.length > 0);
        const other = lab.bareEndOf(ours, 'impolite');
        const { connection } = other;
        const got = new Map<string, MediaStreamTrack>();
        connection.addEventListener('track', ({ track }) => got.set(track.kind, track));
        connection.addTrack(lab.paint('blue'));
        await lab.until(() => got.has('audio'));
        await lab.shows(ours.received.video, 'blue');
        await lab.shows(got.get('video'), 'red');
        await lab.until(async () => {
          const reports = [...(await connection.getStats()).values()] as RTCInboundRtpStreamStats[];
          const voice = reports.find(
            ({ type, kind }) => type === 'inbound-rtp' && kind === 'audio',
          );
          return (voice?.packetsReceived ?? 0) > 0;
        });
        const heard = [...other.heard];
        // What it adds later has the place that is there.
        connection.addTrack(await lab.microphone());
        await lab.hears(ours);
        return { heard, closings: ours.closings, errors: other.errors };
      }, isLate);
      expect(result).toEqual({ heard: all, closings: [], errors: [] });
    },
  );

  it('answers an end that sends pictures only, and follows it when it adds sound or takes it away', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const tracks = { audio: await lab.microphone(), video: lab.paint('red') };
      const ours = lab.watch({ isPlain: true, tracks });
      const other = lab.bareEndOf(ours);
      const got = new Map<string, MediaStreamTrack>();
      other.connection.addEventListener('track', ({ track }) => got.set(track.kind, track));
      const picture = other.connection.addTrack(lab.paint('blue'));
      await lab.until(() => ours.link.state === 'connected');
      await lab.shows(ours.received.video, 'blue');
      await lab.shows(got.get('video'), 'red');
      const screen = lab.screen(ours.received.video);
      other.connection.addTrack(await lab.microphone());
      await lab.hears(ours);
      other.connection.removeTrack(picture);
      const frozen = await screen.freezes();
      ours.link.signal({ kind: 'renegotiate', generation: 0 });
      await lab.until(() => other.heard.at(-1) === 'offer');
      await lab.until(() => other.connection.signalingState === 'stable');
      await lab.hears(ours);
      return { frozen, closings: ours.closings, errors: other.errors };
    });
    expect(result).toEqual({ frozen: 'blue', closings: [], errors: [] });
  });

  it('refuses the sections that it has no place for, and is deaf to channels', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const ours = lab.watch({ isPlain: true, tracks: { audio: null, video: lab.paint('red') } });
      const other = lab.bareEndOf(ours);
      const { connection } = other;
      // As WebCRT's own are called, and as an application's are.
      const own = ['files', 'glyphs', 'typing'];
      const channels = Array.from({ length: 12 }, (_, count) =>
        connection.createDataChannel(own[count] ?? `app ${count}`),
      );
      const messages: unknown[] = [];
      for (const channel of channels) {
        channel.addEventListener('message', ({ data }) => messages.push(data));
      }
      for (let count = 0; count < 4; count += 1) connection.addTrack(lab.paint('blue'));
      await lab.until(() => ours.link.state === 'connected');
      await lab.shows(ours.received.video, 'blue');
      const count = (state: RTCDataChannelState): number =>
        channels.filter(({ readyState }) => readyState === state).length;
      await lab.until(() => count('closed') === 4);
      for (const channel of channels) if (channel.readyState === 'open') channel.send('hello');
      const directions = connection
        .getTransceivers()
        .map(({ currentDirection }) => currentDirection ?? 'none');
      const [open] = channels;
      open.close();
      await lab.until(() => open.readyState === 'closed');
      const seen = {
        directions,
        messages,
        open: count('open'),
        received: Object.keys(ours.received),
        messagesHeard: ours.messages,
        state: ours.link.state,
      };
      for (let more = 0; more < 60; more += 1) connection.createDataChannel(`flood ${more}`);
      await lab.until(() => ours.link.state === 'closed');
      return { ...seen, closings: ours.closings };
    });
    expect(result).toEqual({
      directions: ['sendrecv', 'inactive', 'inactive', 'inactive'],
      messages: [],
      open: 7,
      received: ['video'],
      messagesHeard: [],
      state: 'connected',
      closings: ['failed'],
    });
  });

  it('refuses what it cannot decode, and does not wait for an end that goes half-way', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const tracks = { audio: await lab.microphone(), video: lab.paint('red') };
      const liar = new RTCPeerConnection();
      liar.addTrack(await lab.microphone());
      liar.addTrack(lab.paint('blue'));
      await liar.setLocalDescription();
      const [head, pictures] = liar.localDescription!.sdp.split(/(?=m=video)/);
      const unknown = pictures.replace(/^(a=rtpmap:\d+) .*$/gm, '$1 NOBODYS/90000');
      liar.close();
      const ours = lab.watch({ isPlain: true, tracks, connectTimeoutMs: 1_000 });
      const taken = ours.link.signal({
        kind: 'description',
        generation: 0,
        type: 'offer',
        sdp: head + unknown,
      });
      await lab.until(() => ours.closings.length > 0);
      const answer = ours.signals.find((signal) => signal.kind === 'description');
      return {
        taken: taken.ok,
        answer: answer?.sdp.match(/^m=\w+ \d+/gm),
        closings: ours.closings,
      };
    });
    expect(result).toEqual({
      taken: true,
      answer: ['m=audio 9', 'm=video 0'],
      closings: ['timed-out'],
    });
  });

  it('takes nothing of somebody else, and answers no more offers at once than anybody has to make', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const ours = lab.watch({ isPlain: true, tracks: { audio: null, video: lab.paint('red') } });
      const other = lab.bareEndOf(ours);
      const { connection } = other;
      connection.addTrack(lab.paint('blue'));
      await lab.until(() => ours.link.state === 'connected');
      // Of candidates there may be so many, and the machine may have many addresses.
      const sdp = connection.localDescription!.sdp.replace(/^a=candidate:.*\r\n/gm, '');
      const intruder = new RTCPeerConnection();
      intruder.addTrack(lab.paint('green'));
      await intruder.setLocalDescription();
      const offerOf = (text: string) =>
        ({ kind: 'description', generation: 0, type: 'offer', sdp: text }) as const;
      const results = [
        ours.link.signal(offerOf(intruder.localDescription!.sdp)),
        ours.link.signal({ ...offerOf(sdp), type: 'answer' }),
        ours.link.signal({ ...offerOf(sdp), generation: 1 }),
      ].map((result) => (result.ok ? 'taken' : result.error));
      for (let count = 0; count < 20; count += 1) ours.link.signal(offerOf(sdp));
      await lab.shows(ours.received.video, 'blue');
      intruder.close();
      return {
        results,
        answers: ours.signals.filter(({ kind }) => kind === 'description').length,
        closings: ours.closings,
      };
    });
    const { answers, ...rest } = result;
    expect(rest).toEqual({
      results: ['fingerprint-changed', 'rejected', 'wrong-generation'],
      closings: [],
    });
    expect(answers).toBeLessThanOrEqual(7);
  });
});
