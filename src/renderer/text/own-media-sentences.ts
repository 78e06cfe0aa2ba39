/** In place of the local picture: the camera is on, and no frame comes of it. */
export const CAMERA_IS_DARK = 'Your camera gives no picture.';

/** The same in the chat, with what to do about it. */
export const CAMERA_IS_DARK_ADVICE =
  'Your camera gives no picture, and others are told so. Look for a shutter or a privacy switch, ' +
  'close other programs that use it, unplug it and plug it in again, or choose another: devices';

/** The key for talking was pressed, and does nothing yet. */
export const TALK_KEY_IS_OFF = '/ptt on makes others hear you only while this key is held.';
