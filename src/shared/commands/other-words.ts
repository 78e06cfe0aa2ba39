import type { CommandName } from './definitions';

/** What programs of the same kind call it, and whoever comes from there types first. */
const OTHER_WORDS: Partial<Record<CommandName, readonly string[]>> = {
  about: ['version', 'ver'],
  block: ['ban', 'ignore'],
  broadcast: ['stream', 'live'],
  call: ['dial', 'phone', 'ring', 'connect', 'telephone'],
  camera: ['cam', 'video', 'webcam'],
  config: ['settings', 'setting', 'options', 'preferences', 'prefs'],
  contact: ['friend', 'friends', 'contacts', 'add'],
  decline: ['reject', 'dismiss'],
  answer: ['pickup', 'pick'],
  devices: ['speaker', 'sound', 'audio', 'headphones'],
  doctor: ['diagnose', 'debug', 'check', 'troubleshoot'],
  hangup: ['end', 'stop', 'disconnect', 'drop', 'hang'],
  help: ['man', 'manual', 'commands', 'usage', 'info'],
  history: ['log', 'calls', 'missed'],
  invite: ['link', 'url', 'guest'],
  leave: ['part'],
  login: ['nick', 'name', 'username', 'user', 'rename', 'signin', 'register', 'server'],
  lookup: ['who', 'users', 'people', 'list', 'ls', 'names', 'online'],
  msg: ['chat', 'tell', 'whisper', 'dm', 'pm', 'message', 'text', 'write', 'w'],
  mute: ['mic', 'microphone', 'unmute'],
  palette: ['theme', 'color', 'colors', 'colour', 'colours'],
  pixels: ['photo', 'real'],
  quit: ['bye', 'close', 'q', ':q', ':q!', ':wq'],
  room: ['create', 'make', 'new', 'meeting', 'conference'],
  rtt: ['captions', 'subtitles', 'typing'],
  send: ['file', 'upload', 'attach'],
  set: ['status', 'dnd', 'afk', 'away', 'busy'],
  share: ['present', 'screenshare', 'screen'],
  snapshot: ['screenshot', 'picture'],
  stats: ['ping', 'statistics'],
  style: ['effect', 'effects', 'filter', 'filters', 'styles', 'look'],
  textsize: ['font', 'fontsize'],
};

const COMMAND_OF_WORD = new Map(
  Object.entries(OTHER_WORDS).flatMap(([name, words]) =>
    words.map((word) => [word, name as CommandName] as const),
  ),
);

/** The command that does what other programs call `word`; `null`: none is known. */
export function commandByOtherWord(word: string): CommandName | null {
  return COMMAND_OF_WORD.get(word.toLowerCase()) ?? null;
}
