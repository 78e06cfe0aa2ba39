import { beforeEach, describe, expect, it } from 'vitest';
import { MediaSwitch } from '../../../../src/renderer/call/media-switch';
import type { CallPhase } from '../../../../src/shared/call/call-phase';

const IDLE: CallPhase = { kind: 'idle' };
const INCOMING: CallPhase = { kind: 'incoming', peer: 'eve', callId: 'call-0001', isGuest: false };
const CONNECTING: CallPhase = { kind: 'connecting', peer: 'eve', callId: 'call-0001' };

describe('MediaSwitch', () => {
  let camera: boolean;
  let microphone: boolean;
  let renewals: number;
  let media: MediaSwitch;

  beforeEach(() => {
    camera = false;
    microphone = false;
    renewals = 0;
    media = createSwitch(true);
  });

  function createSwitch(wantsCamera: boolean): MediaSwitch {
    const devices = {
      openCamera: () => {
        camera = true;
        return Promise.resolve(null);
      },
      closeCamera: () => {
        camera = false;
      },
      renewCamera: () => {
        renewals += 1;
      },
      openMicrophone: () => {
        microphone = true;
        return Promise.resolve(null);
      },
      closeMicrophone: () => {
        microphone = false;
      },
    };
    return new MediaSwitch(devices, wantsCamera);
  }

  it('opens nothing before it is known that the window can be seen', async () => {
    await media.setCamera(true);
    expect([camera, microphone]).toEqual([false, false]);
  });

  it('leaves a camera off that was off when the user was last here', async () => {
    media = createSwitch(false);
    media.handleVisibility(true);
    await media.grant();
    expect([camera, microphone]).toEqual([false, true]);
    await media.setCamera(true);
    expect(camera).toBe(true);
  });

  it('shows the mirror while the window can be seen, without listening', () => {
    media.handleVisibility(true);
    expect([camera, microphone]).toEqual([true, false]);
    media.handleVisibility(false);
    expect([camera, microphone]).toEqual([false, false]);
  });

  it('turns nothing on when somebody calls', () => {
    media.handleVisibility(false);
    media.handlePhase(INCOMING);
    expect([camera, microphone]).toEqual([false, false]);
  });

  it('turns both on when the user grants it, and the microphone off when the call is over', async () => {
    media.handleVisibility(true);
    await media.grant();
    media.handlePhase(CONNECTING);
    expect([camera, microphone]).toEqual([true, true]);
    expect(renewals).toBe(0);
    media.handlePhase(IDLE);
    expect([camera, microphone, renewals]).toEqual([true, false, 1]);
  });

  it('keeps the devices that are tried as they are when a call is over', async () => {
    media.setTrying(true);
    await media.grant();
    media.handlePhase(IDLE);
    expect([camera, microphone, renewals]).toEqual([true, true, 0]);
  });

  it('keeps the camera on in a call whose window is hidden, and lets go of it afterwards', async () => {
    await media.grant();
    media.handleVisibility(false);
    expect(camera).toBe(true);
    media.handlePhase(IDLE);
    expect([camera, microphone]).toEqual([false, false]);
  });

  it('never turns on a camera that the user switched off', async () => {
    await media.setCamera(false);
    await media.grant();
    media.handleVisibility(true);
    expect([camera, microphone]).toEqual([false, true]);
    await media.setCamera(true);
    expect(camera).toBe(true);
  });
});
