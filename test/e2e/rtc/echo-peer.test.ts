import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, type LabPage, startLab } from './lab-browser';

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

describe('the echo peer', () => {
  it('sends back the picture and the sound that it is sent', async () => {
    await tab.page.evaluate(async () => {
      const { lab } = window;
      const { caller } = lab.callEcho({ audio: await lab.microphone(), video: lab.paint('green') });
      await lab.until(() => caller.link.state === 'connected');
      await lab.shows(caller.received.video, 'green');
      await lab.hears(caller);
    });
  });

  it('sends back the picture of a camera', async () => {
    const frames = await tab.page.evaluate(async () => {
      const { lab } = window;
      const { caller } = lab.callEcho({ audio: null, video: await lab.camera() });
      await lab.until(async () => (await caller.link.stats()).receivedFps > 5);
      return (await caller.link.stats()).receivedFps;
    });
    expect(frames).toBeGreaterThan(5);
  });

  it('sends back sound alone, and no picture', async () => {
    const stats = await tab.page.evaluate(async () => {
      const { lab } = window;
      const { caller } = lab.callEcho({ audio: await lab.microphone(), video: null });
      await lab.until(() => caller.link.state === 'connected');
      await lab.hears(caller);
      return caller.link.stats();
    });
    expect(stats.receivedFps).toBe(0);
  });

  it('sends back what is turned on during the call, and stops when it is turned off', async () => {
    const frozen = await tab.page.evaluate(async () => {
      const { lab } = window;
      const { caller } = lab.callEcho(lab.NOTHING);
      await lab.until(() => caller.link.state === 'connected');
      caller.link.setTrack('video', lab.paint('red'));
      const screen = lab.screen(caller.received.video);
      await screen.shows('red');
      caller.link.setTrack('audio', await lab.microphone());
      await lab.hears(caller);
      caller.link.setTrack('video', null);
      const frozen = await screen.freezes();
      caller.link.setTrack('video', lab.paint('blue'));
      await screen.shows('blue');
      return frozen;
    });
    expect(frozen).toBe('red');
  });

  it('sends back messages', async () => {
    const messages = await tab.page.evaluate(async () => {
      const { lab } = window;
      const { caller } = lab.callEcho(lab.NOTHING);
      await lab.until(() => caller.link.send({ kind: 'media', camera: true, microphone: false }));
      await lab.until(() => caller.messages.length > 0);
      return caller.messages;
    });
    expect(messages).toEqual([{ kind: 'media', camera: true, microphone: false }]);
  });

  it('leaves no peer connection open when the call is over', async () => {
    const made = await tab.page.evaluate(async () => {
      const { lab } = window;
      const { caller, hangUp } = lab.callEcho({ audio: null, video: lab.paint('red') });
      await lab.until(() => caller.link.state === 'connected');
      hangUp();
      hangUp();
      const areClosed = () =>
        window.connections.every(({ signalingState }) => signalingState === 'closed');
      await lab.until(areClosed);
      return window.connections.length;
    });
    expect(made).toBe(2);
  });
});
