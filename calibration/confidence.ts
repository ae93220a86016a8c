import { gammaln, mean, sampleStandardDeviation } from 'simple-statistics';

const STEPS = 2000;

/** Mean and interval of confidence of independent values, by Student's distribution; no interval for a single value. */
export function confidenceInterval(
  values: readonly number[],
  confidence: number,
): { mean: number; interval?: [number, number] } {
  const center = mean([...values]);
  if (values.length < 2) return { mean: center };
  const half =
    (studentQuantile(values.length - 1, confidence) * sampleStandardDeviation([...values])) /
    Math.sqrt(values.length);
  return { mean: center, interval: [center - half, center + half] };
}

/** Within how many standard errors Student's distribution holds so large a share: by halving over its integral. */
export function studentQuantile(degrees: number, share: number): number {
  let low = 0;
  let high = 1;
  while (within(degrees, high) < share) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (within(degrees, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The share between -t and t: Simpson's rule over t = sqrt(degrees) * tan(angle), where the density is a power of a cosine. */
function within(degrees: number, t: number): number {
  const scale = Math.exp(gammaln((degrees + 1) / 2) - gammaln(degrees / 2)) / Math.sqrt(Math.PI);
  const end = Math.atan(t / Math.sqrt(degrees));
  const step = end / STEPS;
  let sum = 0;
  for (let index = 0; index <= STEPS; index++) {
    const weight = index === 0 || index === STEPS ? 1 : index % 2 === 1 ? 4 : 2;
    sum += weight * Math.cos(index * step) ** (degrees - 1);
  }
  return 2 * scale * (step / 3) * sum;
}
