import type { Answer } from './ask';

/** Whether that is this server's word, at `/healthz` or `/readyz`, that it is well. */
export function isWell({ status, body }: Pick<Answer, 'status' | 'body'>): boolean {
  if (status !== 200) return false;
  try {
    const said: unknown = JSON.parse(body);
    return typeof said === 'object' && said !== null && 'ok' in said && said.ok === true;
  } catch {
    return false;
  }
}
