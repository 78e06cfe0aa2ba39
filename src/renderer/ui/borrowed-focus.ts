/** The focus of a panel that comes and goes: whoever had it before gets it back. */
export class BorrowedFocus {
  private lender: HTMLElement | null = null;

  /** @param panel What takes the focus, or holds what does. */
  constructor(private readonly panel: HTMLElement) {}

  /** To be called before the panel takes it. @param focused Who has it, or had it until now. */
  note(focused: EventTarget | null = document.activeElement): void {
    if (focused instanceof HTMLElement && !this.panel.contains(focused)) this.lender = focused;
  }

  /** Hides the panel, and gives the focus back if the panel still has it. */
  hidePanel(): void {
    const hadFocus = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    if (hadFocus) this.lender?.focus();
    this.lender = null;
  }
}
