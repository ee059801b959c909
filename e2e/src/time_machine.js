// Runs in a workerd of its own on the edge's data, while the edge is down.
import { DurableObject } from 'cloudflare:workers';

export class Directory extends DurableObject {
  fetch(request) {
    const by = Number(new URL(request.url).searchParams.get('by_ms'));
    const rows = this.ctx.storage.sql.exec('UPDATE links SET made_ms = made_ms - ?', by).rowsWritten;
    return new Response(String(rows));
  }
}

export default {
  fetch: (request, env) => env.DIRECTORY.get(env.DIRECTORY.idFromName('directory')).fetch(request),
};
