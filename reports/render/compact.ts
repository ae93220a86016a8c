/** Digits after the point of a coordinate: a hundredth of a pixel. */
const DIGITS = 2;

/**
 * A drawing for a repository, of half the size: coordinates are rounded, which keeps them the same from machine to machine, and what screen
 * readers would be told mark by mark is left out, for a caption stands beside it.
 */
export function compactSvg(svg: string): string {
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag
      .replace(/ (?:aria-[a-z]+|role)="[^"]*"/g, '')
      .replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(DIGITS)))),
  );
}
