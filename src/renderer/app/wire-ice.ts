import { parseSetting } from '../../shared/config/parse-setting';
import type { IceServerSetting } from '../../shared/config/settings';
import type { TriedServer } from '../doctor/doctor';
import { type IceServerVerdict, testIceServer } from '../rtc/ice-server-test';
import {
  ICE_ADD_RULE,
  iceLine,
  ICE_NOTHING_TO_TRY,
  ICE_PANEL,
  iceVerdictText,
} from '../text/ice-sentences';
import type { IceRow, NewIceServer } from '../ui/ice-panel';
import type { AppContext } from './app-context';

type IceContext = Pick<AppContext, 'store' | 'host' | 'settings' | 'window' | 'announcer'>;

type Verdicts = ReadonlyMap<string, IceServerVerdict | 'testing'>;

/** Those of the settings, then those that the server hands out, by an account for trying them. */
export async function knownServers({
  host,
  settings,
}: Pick<IceContext, 'host' | 'settings'>): Promise<readonly TriedServer[]> {
  const own = settings.current.ice_servers.map((server) => ({ ...server, isOwn: true }));
  const outcome = await host.signalling.request('turn:credentials', {});
  if (!outcome.ok) return own;
  const others = outcome.servers.flatMap(({ urls, ...account }) =>
    urls.map((url) => ({ urls: url, ...account, isOwn: false })),
  );
  return [...own, ...others];
}

function settingOf({ urls, username, credential }: TriedServer): IceServerSetting {
  return username === undefined ? { urls } : { urls, username, credential: credential ?? '' };
}

function keyOf({ urls, isOwn }: TriedServer): string {
  return `${urls} ${isOwn}`;
}

function rowOf(server: TriedServer, verdicts: Verdicts): IceRow {
  const { urls: url, isOwn } = server;
  const verdict = verdicts.get(keyOf(server));
  if (verdict === undefined) return { url, isOwn, text: ICE_PANEL.untried, tone: 'plain' };
  if (verdict === 'testing') return { url, isOwn, text: ICE_PANEL.testing, tone: 'plain' };
  const tone = verdict.kind === 'works' ? 'good' : 'bad';
  return { url, isOwn, text: iceVerdictText(verdict, isOwn), tone };
}

/** The servers that the panel shows, and what became of trying them. */
class ShownServers {
  private servers: readonly TriedServer[] = [];
  private readonly verdicts = new Map<string, IceServerVerdict | 'testing'>();

  constructor(private readonly context: Pick<IceContext, 'host' | 'settings' | 'window'>) {}

  async refresh(): Promise<void> {
    this.servers = await knownServers(this.context);
    this.show();
  }

  /** @param index Of the row; one that is not there any more is none. */
  testAt(index: number): void {
    const server = this.servers.at(index);
    if (server !== undefined) void this.test(server);
  }

  testAll(): void {
    for (const server of this.servers) void this.test(server);
  }

  /** Takes a server of one's own out of the settings. */
  removeAt(index: number): void {
    const gone = this.servers.at(index);
    if (gone?.isOwn !== true) return;
    this.verdicts.delete(keyOf(gone));
    void this.setOwn(this.own.filter(({ urls }) => urls !== gone.urls));
  }

  async add({ url, user, password }: NewIceServer): Promise<void> {
    const account = user === '' ? {} : { username: user, credential: password };
    const added = { urls: url, ...account };
    const others = this.own.filter(({ urls }) => urls !== url);
    if (!(await this.setOwn([...others, added]))) return;
    this.context.window.ice.clearForm();
    const server = { ...added, isOwn: true };
    this.verdicts.delete(keyOf(server));
    await this.refresh();
    await this.test(server);
  }

  private async test(server: TriedServer): Promise<void> {
    const key = keyOf(server);
    if (this.verdicts.get(key) === 'testing') return;
    this.verdicts.set(key, 'testing');
    this.show();
    this.verdicts.set(key, await testIceServer(settingOf(server)));
    this.show();
  }

  private get own(): readonly IceServerSetting[] {
    return this.context.settings.current.ice_servers;
  }

  /** `false`: one of them cannot be used. */
  private async setOwn(own: readonly IceServerSetting[]): Promise<boolean> {
    const { settings, window } = this.context;
    const patch = parseSetting('ice_servers', JSON.stringify(own), settings.current);
    window.ice.setNote(patch.ok ? '' : ICE_ADD_RULE);
    if (patch.ok) await settings.update(patch.value);
    return patch.ok;
  }

  private show(): void {
    this.context.window.ice.setRows(this.servers.map((server) => rowOf(server, this.verdicts)));
  }
}

/** The panel of STUN and TURN servers: what is done in it holds at once. */
export function wireIce(context: IceContext): void {
  const { store, settings, window } = context;
  const { ice: panel } = window;
  const servers = new ShownServers(context);
  store.add(
    panel.onOpen((isOpen) => {
      if (isOpen) void servers.refresh();
      else window.commandLine.focusForKeys();
    }),
  );
  store.add(
    settings.onChange(() => {
      if (panel.isOpen) void servers.refresh();
    }),
  );
  store.add(
    panel.onTest((index) => {
      servers.testAt(index);
    }),
  );
  store.add(
    panel.onTestAll(() => {
      servers.testAll();
    }),
  );
  store.add(
    panel.onRemove((index) => {
      servers.removeAt(index);
    }),
  );
  store.add(
    panel.onAdd((server) => {
      void servers.add(server);
    }),
  );
}

/** Opens the panel, with the servers of the settings already in it. */
export function openIcePanel({ settings, window }: Pick<IceContext, 'settings' | 'window'>): void {
  const own = settings.current.ice_servers.map((server) => ({ ...server, isOwn: true }));
  window.ice.setRows(own.map((server) => rowOf(server, new Map())));
  window.closePanels();
  window.ice.open();
}

/** Tries all servers, and says in the chat what became of each. */
export async function testAllIceServers(
  context: Pick<IceContext, 'host' | 'settings' | 'announcer'>,
): Promise<void> {
  const servers = await knownServers(context);
  if (servers.length === 0) context.announcer.tell(ICE_NOTHING_TO_TRY, 'warn');
  await Promise.all(
    servers.map(async (server) => {
      const verdict = await testIceServer(settingOf(server));
      const text = iceLine(server.urls, iceVerdictText(verdict, server.isOwn));
      context.announcer.tell(text, verdict.kind === 'works' ? 'good' : 'warn');
    }),
  );
}
