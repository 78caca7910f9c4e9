/** Applies the missing migrations to DATABASE_URL, or to the embedded database: `npm run db:migrate`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../src/open-database.ts';

// As the server reads them: from `.env` too, and an empty one is as good as none.
if (existsSync('.env')) process.loadEnvFile('.env');
const directory = process.env['DATA_DIRECTORY'] || '.data';
const url = process.env['DATABASE_URL'] || `pglite:${join(directory, 'database')}`;
const database = await openDatabase(url);
await database.close();
console.log('The database is up to date.');
