export class RestartableServer {
  static start(): Promise<RestartableServer>;
  readonly url: string;
  restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  close(): Promise<void>;
}
