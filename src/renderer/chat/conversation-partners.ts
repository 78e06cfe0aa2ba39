import { isSameName } from '../../shared/text/sanitise';
import type { ChatLine } from './chat-client';

/** So many are kept in sight. */
const MAX_PARTNERS = 50;

/** With whom the local user wrote in private since the app was started, the latest first. */
export class ConversationPartners {
  private partners: readonly string[] = [];

  get names(): readonly string[] {
    return this.partners;
  }

  handleLine({ from, to, isMine }: ChatLine): void {
    if (to === null) return;
    const partner = isMine ? to : from;
    const others = this.partners.filter((name) => !isSameName(name, partner));
    this.partners = [partner, ...others].slice(0, MAX_PARTNERS);
  }
}
