import type { IceServerSetting, KeyAction, Settings } from './settings';
import { formatTrustedCaller } from './trusted-caller';
import { DEFAULT_SETTINGS } from './settings';
import type { BoundKeys } from './platform-keys';
import { CONFIG_KEYS } from './parse-setting';

/** A setting as `config` shows it, and as `config KEY VALUE` takes it back (secrets aside). */
export function formatSetting(settings: Settings, key: string): string {
  if (key.startsWith('keys.')) return settings.keys[key.slice('keys.'.length) as KeyAction];
  if (key === 'ice_servers') return settings.ice_servers.map(formatIceServer).join(', ') || 'none';
  if (key === 'autoanswer_people') {
    return settings.autoanswer_people.map(formatTrustedCaller).join(', ') || 'none';
  }
  if (key === 'trusted_certificates') {
    const shown = settings.trusted_certificates.map((each) => `${each.server} ${each.fingerprint}`);
    return shown.join(', ') || 'none';
  }
  const value: unknown = settings[key as keyof Settings];
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null) return key === 'costume' ? 'off' : 'default';
  // A blank at either end counts.
  if (key === 'ramp' && typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The settings with keys as they are bound on this system. */
export function withKeys(settings: Settings, keys: BoundKeys): Settings {
  return { ...settings, keys: { ...settings.keys, ...keys } };
}

/**
 * Every setting, a line each, with `keys` as this system has them; those that are not at their
 * default are marked.
 */
export function formatSettings(settings: Settings, keys: BoundKeys): readonly string[] {
  const width = Math.max(...CONFIG_KEYS.map((key) => key.length));
  return CONFIG_KEYS.map((key) => {
    const value = formatSetting(withKeys(settings, keys), key);
    const mark = formatSetting(settings, key) === formatSetting(DEFAULT_SETTINGS, key) ? ' ' : '*';
    return `${mark} ${key.padEnd(width)}  ${value}`;
  });
}

/** Passwords stay off the screen: somebody may be looking. */
function formatIceServer(server: IceServerSetting): string {
  return server.username === undefined ? server.urls : `${server.urls} ${server.username} ***`;
}
