import type { Table } from '../harness/result-table.ts';
import { openMemoryCatalog, openPostgresCatalog } from './open-catalog.ts';
import { measureServer, type ServerRate } from './rate-server.ts';

/** Its name among the scenarios, though nothing is uploaded in it. */
export const SERVER_RATES = 'server-rates';

export const SERVER_RATES_TITLE = 'Server: calls a second in one process, without the store’s time';

const OPTIONS = { uploads: 2_000, lanes: 16 };

/** First on the catalog in memory, then on a PostgreSQL server; the database is the difference. */
export async function serverRates(scale: number): Promise<ServerRate[]> {
  const options = { ...OPTIONS, uploads: Math.max(64, Math.round(OPTIONS.uploads * scale)) };
  const rates: ServerRate[] = [];
  for (const open of [openMemoryCatalog, openPostgresCatalog]) {
    const catalog = await open();
    if (!catalog) continue;
    try {
      await measureServer(catalog, { ...options, uploads: 64 }); // to warm up
      rates.push(...(await measureServer(catalog, options)));
    } finally {
      await catalog.close();
    }
  }
  return rates;
}

export function ratesTable(rates: readonly ServerRate[]): Table {
  return [
    ['', 'catalog', 'a second', 'median ms', 'p99 ms'],
    ...rates.map(({ operation, catalog, perSecond, medianMs, p99Ms }) => [
      operation,
      catalog,
      perSecond.toFixed(0),
      medianMs.toFixed(1),
      p99Ms.toFixed(1),
    ]),
  ];
}
