import type { Server as HttpServer } from 'node:http';
import type { HttpHandler } from './web-client';

/** Whoever answered requests so far does so from now on where this server has no answer. */
export function takeHandlers(httpServer: HttpServer): HttpHandler | null {
  const handlers = httpServer.listeners('request') as HttpHandler[];
  httpServer.removeAllListeners('request');
  if (handlers.length === 0) return null;
  return (request, response) => {
    for (const handle of handlers) handle.call(httpServer, request, response);
  };
}
