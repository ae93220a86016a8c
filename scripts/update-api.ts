import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { PACKAGE } from '../api/disk-library.ts';

/**
 * Writes what each entry of the package exports into `api/reports/*.api.md`, so that a change of it is a change that a reviewer reads; with
 * `--check` it only says whether the reports are those of the present types (exit status 1 when one is not).
 */
const ENTRIES = { index: 'ukperf', data: 'ukperf-data', node: 'ukperf-node' };
const check = process.argv.includes('--check');
const quiet = { logLevel: ExtractorLogLevel.None };

for (const [entry, name] of Object.entries(ENTRIES)) {
  const mainEntryPointFilePath = join(PACKAGE, 'dist', 'api', `${entry}.d.ts`);
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(PACKAGE, 'package.json'),
    configObject: {
      projectFolder: PACKAGE,
      mainEntryPointFilePath,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2023',
            module: 'NodeNext',
            strict: true,
            types: ['node'],
            skipLibCheck: true,
          },
          files: [mainEntryPointFilePath],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: join(PACKAGE, 'api/reports'),
        reportTempFolder: join(PACKAGE, 'out', 'api'),
      },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: quiet,
          'ae-forgotten-export': { ...quiet, addToApiReportFile: true },
        },
      },
    },
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (errorCount > 0 || (check && apiReportChanged)) {
    console.error(`api/reports/${name}.api.md is not the report of the present types: run npm run api`);
    process.exitCode = 1;
  }
}
