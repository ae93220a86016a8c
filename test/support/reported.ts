import type { OperationCharges } from '../../calibration/experiments/operation-charges.ts';
import { relativeErrorOf } from '../../calibration/experiments/published.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import { readShippedCalibration } from '../../cli/shipped.ts';
import type { Reported } from '../../reports/report/reported.ts';

export const SYSTEMS = ['linux', 'l4linux', 'mklinux-user'];

/** A row that somebody made up. */
export function row(
  key: string,
  unit: string,
  model: number,
  published?: number,
  more: Partial<Row> = {},
): Row {
  const [experiment, test, system] = key.split('/');
  return {
    ...{ experiment, test, system, unit, model },
    ...(published === undefined
      ? {}
      : { published, role: 'validation', relativeError: relativeErrorOf(model, published) }),
    ...more,
  };
}

/** Rows with everything that the charts look for. */
export function madeUpRows(): Row[] {
  return SYSTEMS.flatMap((system, index) => {
    const times = index + 1;
    const interval = (value: number): Partial<Row> => ({ interval: [value * 0.9, value * 1.1] });
    const load = (load: number): Row[] => [
      row(
        `aim7/real-time-at-load-${load}/${system}`,
        's',
        40 * load * times,
        undefined,
        interval(40 * load * times),
      ),
      row(
        `aim7/jobs-per-minute-at-load-${load}/${system}`,
        'jobs/min',
        90 / times,
        undefined,
        interval(90 / times),
      ),
    ];
    return [
      row(`getpid/getpid/${system}`, 'cycles', 200 * times, 220 * times),
      row(`lmbench/pipe-latency/${system}`, 'us', 30 * times, 33 * times, {
        ...interval(30 * times),
        sdPercent: 5,
      }),
      row(`lmbench/pipe-bandwidth/${system}`, 'MB/s', 40 / times, 44 / times, interval(40 / times)),
      row(`compile/elapsed/${system}`, 's', 450 + 9 * times, 470 + 11 * times, interval(450 + 9 * times)),
      row(`aim7/max-jobs-per-minute/${system}`, 'jobs/min', 90 / times, 85 / times),
      ...[1, 10, 100].flatMap(load),
      ...(index === 0
        ? []
        : [row(`aim7/slowdown-at-max-load-percent/${system}`, 'percent', index === 1 ? -0.5 : 12, 20)]),
    ];
  });
}

/** Charges of the operations that the charts of cycles show. */
export function madeUpOperations(): OperationCharges[] {
  return ['getpid/getpid', 'lmbench/pipe-latency', 'compile/elapsed'].flatMap((key) =>
    SYSTEMS.map((system): OperationCharges => {
      const [experiment, test] = key.split('/');
      return {
        ...{ experiment, test, system },
        charges: [
          { place: 'user', cause: 'instructions', cycles: 100 },
          { place: system === 'linux' ? 'native-kernel' : 'linux-server', cause: 'dtlb-miss', cycles: 50 },
          { place: 'l4', cause: 'mode-switch', cycles: 25 },
        ],
      };
    }),
  );
}

/** A report's content, with what is hard to write in it. */
export function madeUpReport(): Reported {
  const list = Object.fromEntries(
    ['getpid', 'lmbench', 'compile', 'aim7'].map((name) => [
      name,
      { title: `${name} </script><b>\u2028`, workload: name, systems: SYSTEMS },
    ]),
  );
  return {
    lists: [{ machine: 'pentium-133', list }],
    rows: madeUpRows(),
    operations: madeUpOperations(),
    calibration: readShippedCalibration(),
    misses: [
      {
        number: 7,
        title: 'Pipes',
        text: '**Pipes** <!-- figure: errors lmbench/pipe-latency/linux -->-99 %<!-- /figure --> <!--',
        patterns: ['lmbench/pipe-*/*'],
      },
    ],
    provenance: [
      {
        ...{ key: 'caches.l2', value: '11 cycles', status: 'estimated', range: '9 .. 15' },
        ...{ source: 'a "book", </script><script>alert(1)</script>\u2029', file: 'machine.yaml' },
      },
      {
        key: 'tlb',
        value: '16 cycles',
        status: 'measured',
        range: '',
        source: 'a trace',
        file: 'machine.yaml',
      },
    ],
    run: {
      ...{ version: '1.2.3', node: 'v20', machine: 'pentium-133', seed: '1' },
      ...{ fingerprint: '0123456789abcdef', command: 'ukperf reproduce' },
    },
  };
}
