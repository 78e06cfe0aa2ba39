// `node --import` this before the main bundle.
import { register } from 'node:module';

register('./electron-loader.mjs', import.meta.url, {
  data: { standInUrl: process.env.ELECTRON_HOST_STAND_IN },
});
