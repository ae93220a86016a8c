/** A type with its article, for a message. */
export function articled(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** A list of names for a message, cut after a dozen. */
export function shortList(names: readonly string[]): string {
  return names.length > MOST_TOLD ? `${names.slice(0, MOST_TOLD).join(', ')}, ...` : names.join(', ');
}

const MOST_TOLD = 12;
