import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { readSweepFile, sweepNames } from '../cli/sweep/files.ts';
import type { Chart } from '../reports/charts/chart.ts';
import { sweepChart } from '../reports/charts/sweep/all.ts';
import { analyse } from '../sweeps/analysis/analyse.ts';
import { readTable } from '../sweeps/store/table-file.ts';

const MAIN = join(PACKAGE, 'dist', 'cli', 'main.js');

/** The first chart of each shipped sweep, named after it. */
export async function sweepCharts(): Promise<Chart[]> {
  const home = mkdtempSync(join(tmpdir(), 'ukperf-sweeps-'));
  const charts: Chart[] = [];
  for (const name of sweepNames()) {
    const directory = join(home, name);
    execFileSync(process.execPath, [MAIN, 'sweep', name, '--out', directory], { stdio: 'ignore' });
    const { figures, charts: wanted } = analyse(
      readSweepFile(name).located.sweep,
      await readTable(directory),
    );
    const [first] = wanted.map((one) => sweepChart(figures, one)).filter((chart) => chart !== undefined);
    charts.push({ ...first, name: `sweep-${name}` });
  }
  rmSync(home, { recursive: true });
  return charts;
}
