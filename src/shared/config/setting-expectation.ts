import type { SettingKey } from './schema';
import { DEFAULT_SETTINGS } from './settings';

/**
 * The end of the sentence "KEY must be ...", of a schema's message. Schemas of our own say what is
 * expected; the library's own messages speak to programmers.
 */
export function expectation(key: SettingKey, message: string): string {
  if (!message.startsWith('Invalid')) return message;
  if (key === 'ice_servers') {
    return 'servers such as stun:stun.example.org, or turn:HOST USER PASSWORD, or none';
  }
  if (key === 'autoanswer_people') {
    return 'names, each with its server and always or a time, such as ann wss://calls.example.org always, or none';
  }
  if (key === 'trusted_certificates') {
    return 'servers, each with the SHA-256 of its certificate, or none';
  }
  if (key === 'keys') return 'a key for each action';
  return Array.isArray(DEFAULT_SETTINGS[key]) ? 'names, or none' : 'a short text, or none';
}
