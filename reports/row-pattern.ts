import type { Row } from '../calibration/experiments/row.ts';

/** Whether a row is one of a pattern: `experiment/test/system`, in which `*` stands for anything within a part. */
export function matches(
  pattern: string,
  { experiment, test, system }: Pick<Row, 'experiment' | 'test' | 'system'>,
): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^/]*')}$`).test(`${experiment}/${test}/${system}`);
}
