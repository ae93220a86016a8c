import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Scripts that draw charts in a page, each as its package ships it for browsers. They need one another in this order. */
const LIBRARIES = [
  ['vega', 'vega/build/vega.min.js'],
  ['vega-lite', 'vega-lite/build/vega-lite.min.js'],
  ['vega-embed', 'vega-embed/build/vega-embed.min.js'],
] as const;

/** The texts of the scripts. */
export function pageLibraries(): string[] {
  return LIBRARIES.map(([name, file]) => {
    // Packages export their modules only; a script lies where the package does.
    const modules = modulesOf(require.resolve(name), name);
    return readFileSync(join(modules, file), 'utf8');
  });
}

/** The directory that a package was installed into. */
function modulesOf(entry: string, name: string): string {
  let directory = dirname(entry);
  while (!directory.endsWith(join('node_modules', name))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error(`${name}: not below a directory node_modules`);
    directory = parent;
  }
  return dirname(directory);
}
