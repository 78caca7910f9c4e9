import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import type { PGlite } from '@electric-sql/pglite';
import type * as EngineTypes from '@prisma/schema-engine-wasm';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import { createPglite, singleConnectionPool } from '../src/connect-pglite.ts';

/**
 * Prisma's own schema engine, as the WebAssembly that npm has, on a driver adapter: it makes migrations and finds
 * drift without the binary that Prisma's CLI would download. A development tool on an unofficial API, pinned to
 * the exact release; nothing at run time depends on it.
 */
export async function openSchemaEngine(pool: pg.Pool, packageDirectory: string) {
  const prismaDirectory = join(packageDirectory, 'prisma');
  const migrationsDirectory = join(prismaDirectory, 'migrations');
  const schemaPath = join(prismaDirectory, 'schema.prisma');
  const schema = { files: [{ path: schemaPath, content: readFileSync(schemaPath, 'utf8') }] };
  const filters = { externalTables: [], externalEnums: [] };
  const shadows: PGlite[] = [];
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => repaired(await new PrismaPg(pool).connect(), pool),
    connectToShadowDb: async () => {
      const shadow = await createPglite('memory://');
      shadows.push(shadow);
      const shadowPool = singleConnectionPool(shadow);
      return repaired(await new PrismaPg(shadowPool).connect(), shadowPool);
    },
  };
  const wasm = await loadEngine();
  const models = schema.files.map(({ path, content }): [string, string] => [path, content]);
  const engine = await wasm.SchemaEngine.new(
    { datamodels: models },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  const migrationsList = () => readMigrationsList(migrationsDirectory);

  return {
    migrationsDirectory,
    /** What `prisma migrate deploy` does. */
    apply: () => engine.applyMigrations({ migrationsList: migrationsList(), filters }),
    /** What stands between the database and the migrations, as `prisma migrate status` says it. */
    status: () =>
      engine.diagnoseMigrationHistory({
        migrationsList: migrationsList(),
        optInToShadowDatabase: true,
        filters,
      }),
    /** Must run after `apply` and before `dataLoss`: it fills the engine's cache of the shadow schema. */
    devDiagnostic: () => engine.devDiagnostic({ migrationsList: migrationsList(), filters }),
    dataLoss: () => engine.evaluateDataLoss({ migrationsList: migrationsList(), schema, filters }),
    create: (migrationName: string) =>
      engine.createMigration({
        draft: false,
        migrationName,
        migrationsList: migrationsList(),
        schema,
        filters,
      }),
    /** The SQL that would take the migrations to the schema; exit code 0 when there is none. */
    drift: () =>
      engine.diff({
        from: { tag: 'migrations', ...migrationsList() },
        to: { tag: 'schemaDatamodel', ...schema },
        script: true,
        exitCode: true,
        filters,
      }),
    close: async () => {
      engine.free();
      for (const shadow of shadows) await shadow.close();
    },
  };
}

type EngineModule = typeof EngineTypes;
let loading: Promise<EngineModule> | undefined;

/** Once a process: the glue code keeps its state in the module, and a second instance corrupts the first. */
function loadEngine(): Promise<EngineModule> {
  loading ??= instantiateEngine();
  return loading;
}

/** Node has it, but its types are the browser's; `__wbindgen_start` is what wasm-bindgen generates. */
const nodeWebAssembly = (
  globalThis as unknown as {
    WebAssembly: {
      instantiate(
        binary: Uint8Array,
        imports: object,
      ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
    };
  }
).WebAssembly;

async function instantiateEngine(): Promise<EngineModule> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => process.stderr.write(`schema engine: ${message}\n`),
    },
  });
  const directory = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const glue = await import(pathToFileURL(join(directory, 'schema_engine_bg.js')).href);
  const binary = readFileSync(join(directory, 'schema_engine_bg.wasm'));
  const { instance } = await nodeWebAssembly.instantiate(binary, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue as EngineModule;
}

/** The parts of adapter-pg 7.10 that have to be worked round; they are not in its types. */
interface PgAdapterInternals {
  performIO(query: unknown): Promise<{ fields?: { dataTypeID: number }[] }>;
  queryRaw(query: unknown): Promise<{ columnTypes: number[] }>;
  executeScript(script: string): Promise<void>;
  onError(error: unknown): never;
}

const OID_CHAR = 18;
const OID_TEXT = 25;

/** adapter-pg cannot map "char" columns, which the engine selects, and splits scripts at semicolons in $$ bodies. */
function repaired(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  const internals = adapter as unknown as PgAdapterInternals;
  const performIO = internals.performIO.bind(internals);
  const queryRaw = internals.queryRaw.bind(internals);
  let charColumns: number[] = [];
  internals.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== OID_CHAR) continue;
      field.dataTypeID = OID_TEXT;
      charColumns.push(index);
    }
    return result;
  };
  internals.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  internals.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      await pool.query('ROLLBACK');
      internals.onError(error);
    }
  };
  return adapter;
}

function readMigrationsList(directory: string) {
  const lockfile = join(directory, 'migration_lock.toml');
  const names = existsSync(directory)
    ? readdirSync(directory, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : [];
  return {
    baseDir: directory,
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : 'provider = "postgresql"\n',
    },
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(directory, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}
