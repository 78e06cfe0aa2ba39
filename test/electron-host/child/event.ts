/** An event as Electron passes it: it can be prevented. */
export class StandInEvent {
  private isPrevented = false;

  readonly preventDefault = (): void => {
    this.isPrevented = true;
  };

  get defaultPrevented(): boolean {
    return this.isPrevented;
  }
}

/** An event with the fields of `params` on it. */
export function eventWith<T extends object>(params: T): StandInEvent & T {
  return Object.assign(new StandInEvent(), params);
}
