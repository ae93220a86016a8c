import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { PACKAGE } from '../api/disk-library.ts';
import { bundledTexts } from './bundled-texts.ts';

/** Puts the pages together, with the model and its files in them: nothing is loaded from elsewhere. */
const WEB = join(PACKAGE, 'web');
const SITE = join(PACKAGE, 'dist', 'site');
const PAGES = ['index.html', 'story.html', 'icon.svg'];
const BUNDLED = ['page/explorer.tsx', 'page/story.tsx', 'engine/worker.ts', 'style.css'];

/** The specification files as a module: texts by their paths. */
const textsPlugin: Plugin = {
  name: 'bundled-texts',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^bundled:texts$/ }, ({ path }) => ({ path, namespace: 'bundled' }));
    esbuild.onLoad({ filter: /./, namespace: 'bundled' }, () => ({
      contents: JSON.stringify(bundledTexts()),
      loader: 'json',
    }));
  },
};

rmSync(SITE, { recursive: true, force: true });
mkdirSync(SITE, { recursive: true });
await build({
  entryPoints: BUNDLED.map((file) => join(WEB, file)),
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
  plugins: [textsPlugin],
});
for (const page of PAGES) copyFileSync(join(WEB, page), join(SITE, page));
