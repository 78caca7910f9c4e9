/**
 * pnpm --filter @dawg/database migration new NAME   writes the migration from the last one to schema.prisma
 * pnpm --filter @dawg/database migration drift      prints the SQL that is missing; exit code 2 if there is some
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectPglite, IN_MEMORY } from '../src/connect-pglite.ts';
import { openSchemaEngine } from './schema-engine.ts';

const [command, name] = process.argv.slice(2);
const database = await connectPglite(IN_MEMORY);
const engine = await openSchemaEngine(database.pool, join(import.meta.dirname, '..'));
if (command === 'new' && name) await writeMigration(name);
else if (command === 'drift') await printDrift();
else throw new Error('usage: migration new NAME | migration drift');
await engine.close();
await database.close();
process.exit();

async function writeMigration(migrationName: string): Promise<void> {
  await engine.apply();
  const diagnostic = await engine.devDiagnostic();
  if (diagnostic.action.tag === 'reset') throw new Error(diagnostic.action.reason);
  const loss = await engine.dataLoss();
  for (const { message } of [...loss.warnings, ...loss.unexecutableSteps]) console.warn(`! ${message}`);

  const created = await engine.create(migrationName);
  if (!created.migrationScript) return console.log('The migrations equal the schema: nothing to write.');
  const directory = join(engine.migrationsDirectory, created.generatedMigrationName);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'migration.sql'), created.migrationScript);
  console.log(`wrote ${created.generatedMigrationName}; add by hand what Prisma cannot say`);
}

async function printDrift(): Promise<void> {
  const drift = await engine.drift();
  console.log(drift.stdout ?? '');
  process.exitCode = drift.exitCode;
}
