/** A path without `.` and `..`, but for those at its beginning. */
interface Path {
  absolute: boolean;
  /** How many directories it goes up first. */
  up: number;
  names: string[];
}

/**
 * Whether a file may name another one by its path. It may name what lies in or below the working directory, and what lies in or below
 * its own directory: a file that came from somebody else has no business in other places.
 */
export function isNear(file: string, other: string): boolean {
  const target = pathOf(other);
  if (!target.absolute && target.up === 0) return true;
  const own = pathOf(`${file}/..`);
  return (
    target.absolute === own.absolute &&
    target.up === own.up &&
    own.names.every((name, index) => name === target.names[index])
  );
}

/** The path of a file that another one names: beside that one, unless the name is a path from the root. */
export function beside(file: string, other: string): string {
  if (pathOf(other).absolute) return other;
  const { absolute, up, names } = pathOf(`${file}/../${other}`);
  return `${absolute ? '/' : ''}${'../'.repeat(up)}${names.join('/')}`;
}

function pathOf(text: string): Path {
  const path: Path = { absolute: /^([/\\]|[A-Za-z]:)/.test(text), up: 0, names: [] };
  for (const name of text.split(/[/\\]/)) {
    if (name === '' || name === '.') continue;
    if (name !== '..') path.names.push(name);
    else if (path.names.pop() === undefined && !path.absolute) path.up++;
  }
  return path;
}
