import { describe, expect, it } from 'vitest';
import {
  CONTROL_LIMIT_MS,
  PendingControlRequests,
} from '../../../src/main/pending-control-requests';
import type { ControlReply, NumberedControlRequest } from '../../../src/shared/ipc/control';
import { FakeClock } from '../../helpers/fake-clock';

const STATUS = { verb: 'status', isHeld: null } as const;
const REPLY: ControlReply = {
  isDone: true,
  text: 'Fine.',
  status: {
    phase: 'idle',
    peer: null,
    name: 'ann',
    presence: 'available',
    isMuted: false,
    isHeard: false,
    isCameraOn: false,
    ptt: 'off',
    missedCalls: 0,
  },
};

function setUp(isThere = true) {
  const clock = new FakeClock();
  const asked: NumberedControlRequest[] = [];
  const desk = new PendingControlRequests({
    clock,
    ask: (request) => isThere && asked.push(request) > 0,
    missedCalls: () => 3,
  });
  return { clock, asked, desk };
}

describe('PendingControlRequests', () => {
  it('gives each caller the answer to its own request, with the missed calls in it', async () => {
    const { desk, asked } = setUp();
    const [first, second] = [desk.handle(STATUS), desk.handle({ verb: 'mute', isHeld: null })];
    desk.answer(asked[1].id, { ...REPLY, text: 'Muted.' });
    desk.answer(asked[0].id, REPLY);
    expect(await first).toMatchObject({ text: 'Fine.', status: { missedCalls: 3 } });
    expect(await second).toMatchObject({ text: 'Muted.' });
  });

  it('says so where there is no window, or none that answers', async () => {
    expect(await setUp(false).desk.handle(STATUS)).toMatchObject({ isDone: false, status: null });
    const { desk, clock, asked } = setUp();
    const reply = desk.handle(STATUS);
    await clock.advance(CONTROL_LIMIT_MS);
    expect(await reply).toMatchObject({ isDone: false });
    // Too late, and to nobody's harm.
    desk.answer(asked[0].id, REPLY);
  });
});
