import { describe, expect, it } from 'vitest';
import { TypedEvents } from '../../../../src/shared/base/typed-events';

interface Weather {
  rain: number;
  wind: { readonly from: string };
}

describe('TypedEvents', () => {
  it('tells those who listen to a name, and nobody else', () => {
    const events = new TypedEvents<Weather>();
    const heard: unknown[] = [];
    events.on('rain', (mm) => heard.push(mm));
    events.on('wind', ({ from }) => heard.push(from));
    events.fire('rain', 3);
    events.fire('wind', { from: 'north' });
    expect(heard).toEqual([3, 'north']);
  });

  it('tells nothing to a listener that was disposed, and goes on telling the others', () => {
    const events = new TypedEvents<Weather>();
    const heard: string[] = [];
    const first = events.on('rain', () => heard.push('first'));
    events.on('rain', () => heard.push('second'));
    first.dispose();
    events.fire('rain', 1);
    expect(heard).toEqual(['second']);
  });

  it('hands what a listener throws to whoever takes faults, once all others have been told', () => {
    const faults: string[] = [];
    const heard: number[] = [];
    const events = new TypedEvents<Weather>((error, name) => {
      faults.push(`${name}: ${String(error)}`);
    });
    events.on('rain', () => {
      throw new Error('wet');
    });
    events.on('rain', (mm) => heard.push(mm));
    events.fire('rain', 2);
    expect([faults, heard]).toEqual([['rain: Error: wet'], [2]]);
  });

  it('throws on what a listener throws where nobody takes faults', () => {
    const events = new TypedEvents<Weather>();
    events.on('rain', () => {
      throw new Error('wet');
    });
    expect(() => {
      events.fire('rain', 2);
    }).toThrow('wet');
  });

  it('tells nobody after it was disposed, not even those who come then', () => {
    const events = new TypedEvents<Weather>();
    const heard: number[] = [];
    events.on('rain', (mm) => heard.push(mm));
    events.dispose();
    events.on('rain', (mm) => heard.push(mm));
    events.fire('rain', 1);
    expect(heard).toEqual([]);
  });
});
