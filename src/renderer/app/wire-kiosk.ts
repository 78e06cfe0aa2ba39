import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { KIOSK_GUARD_MS, kioskDeed } from '../../shared/call/kiosk';
import { type KioskPerson, kioskText } from '../text/kiosk-sentences';
import { KioskPanel } from '../ui/kiosk-panel';
import type { AppContext } from './app-context';

/** How often a server that was not there is tried again. */
const SIGN_IN_EVERY_MS = 15_000;
const MAX_DIGIT = 9;
/** They answer and hang up; which of them is found without looking. */
const CALL_KEYS: readonly string[] = [' ', 'Enter'];

type KioskContext = Pick<
  AppContext,
  | 'store'
  | 'settings'
  | 'keyboard'
  | 'account'
  | 'roster'
  | 'people'
  | 'call'
  | 'unattended'
  | 'window'
  | 'usualName'
  | 'server'
>;

/**
 * The window of a kiosk: one key answers and hangs up, digits call those who are verified and here,
 * and nothing else does anything. Before other listeners to keys.
 */
export function wireKiosk(context: KioskContext): void {
  const { store, window, call, account, roster, people, settings, keyboard } = context;
  const panel = store.add(new KioskPanel());
  window.root.classList.add('kiosk');
  window.root.append(panel.root);
  const show = (): void => {
    const { phase } = call;
    const facts = {
      phase,
      isSignedIn: account.state.kind === 'signed-in',
      people: peopleToCall(context),
    };
    panel.show(kioskText(facts), phase.kind === 'incoming');
  };
  store.add(call.onPhase(show));
  store.add(account.onChange(show));
  store.add(roster.onChange(show));
  store.add(roster.onReset(show));
  store.add(people.identities.onChange(show));
  store.add(settings.onChange(show));
  show();

  let pressedAtMs = -Infinity;
  const press = (): void => {
    const nowMs = SYSTEM_CLOCK.nowMs();
    const isGuarded = nowMs - pressedAtMs < KIOSK_GUARD_MS;
    const deed = kioskDeed(call.phase);
    if (deed === null || isGuarded) return;
    pressedAtMs = nowMs;
    if (deed === 'answer') call.answer();
    else call.hangUp();
  };
  store.add(panel.onPress(press));
  store.add(
    keyboard.onAnyKey((event) => {
      event.preventDefault();
      if (event.repeat) return;
      if (CALL_KEYS.includes(event.key)) press();
      else if (call.phase.kind === 'idle') callByDigit(context, event.key);
    }),
  );
  keepSignedIn(context);
}

/** The digit of somebody is their place among the contacts: it stays when others come and go. */
function peopleToCall({
  settings,
  roster,
  people,
}: Pick<AppContext, 'settings' | 'roster' | 'people'>): readonly KioskPerson[] {
  return settings.current.contacts.slice(0, MAX_DIGIT).flatMap((contact, index) => {
    const person = roster.find(contact);
    if (person === undefined) return [];
    const isVerified = people.identities.trustOf(person.name, person.key) === 'verified';
    return isVerified ? [{ name: person.name, digit: index + 1 }] : [];
  });
}

function callByDigit(context: KioskContext, key: string): void {
  const person = peopleToCall(context).find(({ digit }) => String(digit) === key);
  if (person !== undefined) context.call.call(person.name);
}

/** Nobody is there to type `login`. */
function keepSignedIn(
  context: Pick<AppContext, 'store' | 'account' | 'usualName' | 'server'>,
): void {
  const { store, account, usualName } = context;
  const timer = store.add(new MutableDisposable<Disposable>());
  const tryLater = (): void => {
    if (account.state.kind !== 'signed-out') {
      timer.value = undefined;
      return;
    }
    timer.value ??= SYSTEM_CLOCK.after(SIGN_IN_EVERY_MS, () => {
      timer.value = undefined;
      void account.login({ name: usualName, server: context.server() }).then(tryLater);
    });
  };
  store.add(account.onChange(tryLater));
}
