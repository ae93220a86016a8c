import { judge } from '../../calibration/claims/judge.ts';
import { SpecError } from '../../model/document/problem.ts';
import { listsOf } from '../experiment-lists.ts';
import { print, printJson, STATUS, version } from '../output.ts';
import { readClaimsFile } from '../shipped.ts';
import { claimCases } from './cases.ts';
import type { CheckOptions } from './check-options.ts';
import { Publisher } from './publish.ts';
import { requestOf, type Given } from './request.ts';
import { runRequest } from './run-request.ts';
import { claimTables } from './tables.ts';

/**
 * Runs the experiments that claims speak of, and says of each claim whether it is true.
 * @param file of claims; those of the paper by default
 */
export async function checkClaims(given: Given, options: CheckOptions, file?: string): Promise<void> {
  const claims = readClaimsFile(file);
  const publisher = new Publisher(options);
  const asked = requestOf(given, process.cwd());
  const { experiments } = listsOf(asked.experiments, asked.targets ?? []);
  const named = claims.list.flatMap(({ name, rows }) =>
    [...rows].map(([row, { experiment }]) => ({ claim: name, row, experiment })),
  );
  const problems = named
    .filter(({ experiment }) => !Object.hasOwn(experiments.list, experiment))
    .map(({ claim, row }) => {
      const known = Object.keys(experiments.list).join(', ');
      return claims.problem(claim, row, `a row of an experiment (${known})`);
    });
  if (problems.length > 0) throw new SpecError(problems);
  const request = { ...asked, only: [...new Set(named.map(({ experiment }) => experiment))] };
  const { reproduction, clockOf } = await runRequest(request, options.workers, true);
  const judged = judge(claims, reproduction.rows, clockOf);
  const passed = judged.every(({ holds }) => holds);
  if (!passed) process.exitCode = STATUS.difference;
  const cases = claimCases(
    judged,
    (claim) => claims.lineOf(claim),
    file === undefined ? undefined : publisher.nameOf(file),
  );
  publisher.publish('ukperf check --claims', cases);
  const { fingerprint, sourcedFingerprint } = reproduction;
  if (options.json) {
    printJson({
      ...{ schema: 'ukperf/claims/1', version: version(), request, fingerprint, passed },
      ...(sourcedFingerprint === undefined ? {} : { sourcedFingerprint }),
      claims: judged,
    });
    return;
  }
  for (const table of claimTables(judged)) print(table);
  const count = judged.filter(({ holds }) => holds).length;
  const how = request.quick ? ', by a single quick replication: leave out --quick for the judgement' : '';
  if (sourcedFingerprint !== undefined)
    print(
      'Judged on the model with its inferred mechanisms; the figures of sourced ones alone stand beside.\n',
    );
  print(`${count} of ${judged.length} claims are true${how}`);
}
