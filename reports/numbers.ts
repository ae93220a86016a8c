import type { Published } from '../calibration/experiments/published.ts';

/** A number with as many digits as it deserves. */
export function formatNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2);
}

/** A number of things. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** A published figure, or the ends of a published range. */
export function formatPublished(published: Published): string {
  return typeof published === 'number' ? formatNumber(published) : published.map(formatNumber).join('-');
}

/** A ratio as signed whole percent. */
export function formatPercent(ratio: number): string {
  const percent = Math.round(ratio * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

/** A penalty as signed percent with a decimal. */
export function formatPenalty(ratio: number): string {
  return `${ratio < 0 ? '-' : '+'}${Math.abs(ratio * 100).toFixed(1)} %`;
}
