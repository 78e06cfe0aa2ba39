import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import './devices-panel.css';
import { DEVICES_PANEL, PARTS } from '../text/panel-words';
import { element, listen } from './element';
import { panelHead } from './panel-head';

/** One of several: a device, a size, a number. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  /** There to be seen, not to be chosen: a device that is not plugged in. */
  readonly isAbsent?: boolean;
}

/** A line of the panel. */
export type DeviceField =
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly choices: readonly Choice[];
      readonly value: string;
    }
  | { readonly kind: 'switch'; readonly name: string; readonly isOn: boolean };

/** What the user set a field to: the value of a choice, `on` or `off`. */
export interface FieldChange {
  readonly name: string;
  readonly value: string;
}

/** Blocks of the level meter. */
const METER_BLOCKS = 30;

/**
 * Camera, microphone and speaker, chosen and tried: a field a line, the mirror and a level meter
 * beside them. State in, wishes out; plain form elements, so that keys and screen readers know
 * them.
 */
export class DevicesPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly fields = element('div', { class: 'fields' });
  /** Where the mirror goes. */
  readonly preview = element('div', { class: 'preview' });
  private readonly note = element('p', { class: 'note' });
  private readonly meter = element('div', {
    class: 'meter',
    role: 'meter',
    label: DEVICES_PANEL.level,
  });
  private readonly beep = element('button', { text: DEVICES_PANEL.playTone });
  private readonly controls = new Map<string, HTMLSelectElement | HTMLInputElement>();
  private readonly changeEmitter = this.store.add(new Emitter<FieldChange>());
  readonly onChange = this.changeEmitter.event;
  private readonly openEmitter = this.store.add(new Emitter<boolean>());
  /** The panel was opened, or closed. */
  readonly onOpen = this.openEmitter.event;
  private readonly beepEmitter = this.store.add(new Emitter<null>());
  readonly onBeep = this.beepEmitter.event;
  private shownFields = '';

  constructor() {
    this.beep.type = 'button';
    this.meter.setAttribute('aria-valuemin', '0');
    this.meter.setAttribute('aria-valuemax', '100');
    this.preview.append(this.note);
    this.root = element(
      'section',
      { class: 'panel devices', role: 'dialog', label: PARTS.devices },
      panelHead(element('h2', { text: PARTS.devices }), () => {
        this.hide();
      }),
      element(
        'div',
        { class: 'columns' },
        this.fields,
        element('div', { class: 'trial' }, this.meter, this.preview, this.beep),
      ),
      element('footer', {
        class: 'for-keys',
        text: DEVICES_PANEL.keys,
      }),
    );
    this.root.hidden = true;
    this.store.add(
      listen(this.beep, 'click', () => {
        this.beepEmitter.fire(null);
      }),
    );
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** Give it its fields first: the first of them gets the focus. */
  open(): void {
    this.root.hidden = false;
    this.openEmitter.fire(true);
    this.controls.values().next().value?.focus();
  }

  hide(): void {
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.openEmitter.fire(false);
  }

  /** Shows these fields; the one that has the focus keeps it. */
  setFields(fields: readonly DeviceField[]): void {
    const key = JSON.stringify(fields.map((field) => ({ ...field, value: '', isOn: false })));
    if (key === this.shownFields) {
      // The same to choose among: whoever types in it goes on typing.
      for (const field of fields) this.setValue(field);
      return;
    }
    this.shownFields = key;
    const focused = [...this.controls].find(([, control]) => control === document.activeElement);
    this.controls.clear();
    this.fields.replaceChildren(...fields.flatMap((field) => this.line(field)));
    if (focused !== undefined) this.controls.get(focused[0])?.focus();
  }

  /** Why there is no mirror; '' when there is one. */
  setNote(text: string): void {
    this.note.textContent = text;
    this.note.hidden = text === '';
  }

  /** 0 to 1; `text` goes instead where there is nothing to measure. */
  setLevel(level: number, text: string | null): void {
    const blocks = Math.round(level * METER_BLOCKS);
    const bar = '█'.repeat(blocks) + '░'.repeat(METER_BLOCKS - blocks);
    const shown = text ?? bar;
    if (shown !== this.meter.textContent) this.meter.textContent = shown;
    this.meter.ariaValueNow = String(Math.round(level * 100));
    this.meter.ariaValueText = text;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  private setValue(field: DeviceField): void {
    const control = this.controls.get(field.name);
    if (control === undefined) return;
    if (field.kind === 'choice') control.value = field.value;
    else if (control instanceof HTMLInputElement) control.checked = field.isOn;
  }

  private line(field: DeviceField): readonly HTMLElement[] {
    const id = `devices-${field.name.replaceAll(' ', '-')}`;
    const label = element('label', { text: field.name });
    label.htmlFor = id;
    const control = field.kind === 'choice' ? createSelect(field) : createSwitch(field.isOn);
    control.id = id;
    control.addEventListener('change', () => {
      this.changeEmitter.fire({ name: field.name, value: valueOf(control) });
    });
    this.controls.set(field.name, control);
    return [label, control];
  }
}

function createSelect({
  choices,
  value,
}: Extract<DeviceField, { kind: 'choice' }>): HTMLSelectElement {
  const select = element('select');
  for (const choice of choices) {
    const option = element('option', { text: choice.text });
    option.value = choice.value;
    option.disabled = choice.isAbsent === true;
    select.append(option);
  }
  select.value = value;
  return select;
}

function createSwitch(isOn: boolean): HTMLInputElement {
  const input = element('input');
  input.type = 'checkbox';
  input.checked = isOn;
  return input;
}

function valueOf(control: HTMLSelectElement | HTMLInputElement): string {
  if (control instanceof HTMLSelectElement) return control.value;
  return control.checked ? 'on' : 'off';
}
