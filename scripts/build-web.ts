import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { PACKAGE } from '../cli/disk-library.ts';
import { BUNDLED } from '../web/engine/tasks.ts';

/** Puts the pages together, with the model and its files in them: nothing is loaded from elsewhere. */
const WEB = join(PACKAGE, 'web');
const SITE = join(PACKAGE, 'dist', 'site');
const PAGES = ['index.html', 'story.html', 'style.css', 'icon.svg'];
const SCRIPTS = ['page/explorer.tsx', 'page/story.tsx', 'engine/worker.ts'];

/** The specification files as a module: texts by their paths. */
const bundledTexts: Plugin = {
  name: 'bundled-texts',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^bundled:texts$/ }, ({ path }) => ({ path, namespace: 'bundled' }));
    esbuild.onLoad({ filter: /./, namespace: 'bundled' }, () => ({
      contents: JSON.stringify(Object.fromEntries(files().map((file) => [file, textOf(file)]))),
      loader: 'json',
    }));
  },
};

function files(): string[] {
  const below = BUNDLED.directories.flatMap((directory) =>
    readdirSync(join(PACKAGE, directory), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${directory}/${name.replaceAll('\\', '/')}`),
  );
  return [...below, ...BUNDLED.files].sort();
}

const textOf = (file: string): string => readFileSync(join(PACKAGE, file), 'utf8');

rmSync(SITE, { recursive: true, force: true });
mkdirSync(SITE, { recursive: true });
await build({
  entryPoints: SCRIPTS.map((script) => join(WEB, script)),
  entryNames: '[name]',
  outdir: SITE,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  sourcemap: false,
  legalComments: 'linked',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
  plugins: [bundledTexts],
});
for (const page of PAGES) copyFileSync(join(WEB, page), join(SITE, page));
