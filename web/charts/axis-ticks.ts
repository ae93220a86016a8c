/** Steps between ticks, and what they are multiples of. */
const STEPS = [1, 2, 5, 10];

/** Round values from zero to at least the greatest, about so many. */
export function axisTicks(greatest: number, about: number): number[] {
  if (!(greatest > 0)) return [0];
  const raw = greatest / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (STEPS.find((each) => each * power >= raw) ?? 1);
  return Array.from({ length: Math.ceil(greatest / step) + 1 }, (_, index) => index * step);
}
