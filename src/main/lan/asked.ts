import type { RequestPayload } from '../../shared/protocol/events';
import type { AppRequestName } from '../../shared/signalling/signalling-api';

/** A request of the window's, whose name tells the type of its payload. */
export type Asked = {
  [K in AppRequestName]: { readonly name: K; readonly payload: RequestPayload<K> };
}[AppRequestName];
