/** Applies the missing migrations to DATABASE_URL, or to the embedded database: `npm run db:migrate`. */
import { join } from 'node:path';
import { openDatabase } from '../src/open-database.ts';

const url =
  process.env['DATABASE_URL'] ?? `pglite:${join(process.env['DATA_DIRECTORY'] ?? '.data', 'database')}`;
const database = await openDatabase(url);
await database.close();
console.log('The database is up to date.');
