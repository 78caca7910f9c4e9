// What no other tool looks at: names and places of files, and the lockfile. Prints each breach; exit code 1.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));

/** Names that say nothing, so that everything ends up in them. */
const DRAWERS = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'lib',
  'misc',
  'types',
  'constants',
]);
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const CODE = /\.(ts|tsx|mjs)$/;

const breaches = [
  ...files.filter((file) => CODE.test(file)).flatMap(codeBreaches),
  ...files.filter((file) => /^(packages|apps)\/[^/]+\/package\.json$/.test(file)).flatMap(packageBreaches),
  ...lockfileBreaches(),
];
for (const breach of breaches) console.error(breach);
process.exit(breaches.length > 0 ? 1 : 0);

function codeBreaches(file) {
  const name = basename(file).replace(CODE, '');
  const folders = dirname(file).split('/');
  const drawer = [...folders, name].find((part) => DRAWERS.has(part));
  const isBarrel = /^export (\*|\{[^}]*\}) from/m.test(readFileSync(file, 'utf8'));
  return [
    drawer && `${file}: "${drawer}" is a drawer; name it by its concept`,
    name === 'index' && `${file}: no index files; the exports map is the table of contents`,
    !KEBAB_CASE.test(name) && `${file}: names are kebab-case`,
    isBarrel && `${file}: no re-exports of values; import from where it is`,
  ].filter(Boolean);
}

function packageBreaches(file) {
  const folder = dirname(file);
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  return [
    manifest.name !== `@dawg/${basename(folder)}` && `${file}: the name must be that of the folder`,
    !manifest.scripts?.typecheck && `${file}: no typecheck script`,
    !existsSync(join(folder, 'tsconfig.json')) && `${folder}: no tsconfig.json`,
    !existsSync(join(folder, 'turbo.json')) && `${folder}: no turbo.json with its boundary tag`,
    JSON.stringify(manifest.exports ?? {}).includes('index') && `${file}: exports no index`,
  ].filter(Boolean);
}

/** The lockfile must serve everybody, whatever registry it was made with. */
function lockfileBreaches() {
  const lines = readFileSync('pnpm-lock.yaml', 'utf8').split('\n');
  const at = lines.findIndex((line) => /tarball:|https?:\/\//.test(line));
  return at < 0 ? [] : [`pnpm-lock.yaml:${at + 1}: names a download address`];
}
