import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { PACKAGE } from '../../api/disk-library.ts';
import { API, LAID_OUT } from './layout.ts';

/** Options of the generator and of its plugins; one of these has no type of its own. */
const OPTIONS: TypeDocOptions & Partial<PluginOptions> & { docsRoot: string } = {
  plugin: ['typedoc-plugin-markdown', 'typedoc-vitepress-theme'],
  entryPoints: exportedFiles(),
  tsconfig: join(PACKAGE, 'tsconfig.json'),
  name: 'API',
  readme: 'none',
  disableSources: true,
  excludeInternal: true,
  excludeExternals: true,
  out: API,
  docsRoot: LAID_OUT,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideSources: true, hideInherited: true, hideOverrides: true },
  logLevel: 'Warn',
};

/** Writes the pages of the API, from the comments of what the package exports. @throws Error when types have faults, or a page is not written */
export async function writeApiPages(): Promise<void> {
  const application = await Application.bootstrapWithPlugins(OPTIONS);
  const project = await application.convert();
  if (project === undefined) throw new Error('the API: expected types without faults, found some');
  await application.generateOutputs(project);
  if (application.logger.hasErrors()) throw new Error('the API: pages could not be written');
}

/** The sources of what programs may import, from the package's own list. */
function exportedFiles(): string[] {
  const { exports } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { default?: string }>;
  };
  return Object.values(exports).flatMap((entry) => {
    const built = typeof entry === 'string' ? entry : entry.default;
    const [, source] = /^\.\/dist\/(.+)\.js$/.exec(built ?? '') ?? [];
    return source === undefined ? [] : [join(PACKAGE, `${source}.ts`)];
  });
}
