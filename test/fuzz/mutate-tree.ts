import type { Draw } from './draw.ts';
import { NASTY_SCALARS } from './nasty.ts';

type Container = Record<string, unknown> | unknown[];

/** A place in a tree of data: the container, and the key in it. */
interface Place {
  holder: Container;
  key: string | number;
}

/** Stands before a text that is to be written as it is, not as a string. */
const RAW = 'raw\u0001';

/** Changes one thing of a tree of data, in place; tells what. */
export function mutateTree(root: Container, draw: Draw): string {
  const places = [...placesOf(root)];
  if (places.length === 0) return 'nothing';
  // Single values oftener than there are: what is wrong with those is found later than a missing section.
  const leaves = places.filter((place) => !isContainer(valueAt(place)));
  const place = draw.one(leaves.length > 0 && !draw.onceIn(2) ? leaves : places);
  const [name, mutate] = draw.one(MUTATIONS);
  mutate(place, places, draw);
  return `${name} at ${String(place.key)}`;
}

type Mutation = (place: Place, places: readonly Place[], draw: Draw) => void;

const nasty: Mutation = (place, _, draw) => set(place, RAW + draw.one(NASTY_SCALARS));

const MUTATIONS: readonly (readonly [string, Mutation])[] = [
  ['nasty value', nasty],
  ['nasty value', nasty],
  ['number', scale],
  ['number', scale],
  ['number', scale],
  ['dropped', drop],
  ['repeated', repeat],
  ['renamed', rename],
  ['value of another place', (place, places, draw) => set(place, structuredClone(valueAt(draw.one(places))))],
  ['value of the same key', ofSameKey],
  ['value of the same key', ofSameKey],
  ['swapped', swap],
  ['retyped', retype],
  ['nested', nest],
  ['expression', expression],
  ['expression', expression],
];

/** The text of a tree: JSON, which is YAML too, with raw texts as they are. */
export function textOfTree(root: unknown): string {
  const text = JSON.stringify(root, null, 1);
  return text.replace(/"raw\\u0001((?:[^"\\]|\\.)*)"/g, (_, raw: string) => JSON.parse(`"${raw}"`) as string);
}

function* placesOf(holder: Container): Generator<Place> {
  for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
    yield { holder, key };
    const value = valueAt({ holder, key });
    if (isContainer(value)) yield* placesOf(value);
  }
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const valueAt = ({ holder, key }: Place): unknown => (holder as Record<string | number, unknown>)[key];

function set({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function drop({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

function repeat(place: Place, _: readonly Place[], draw: Draw): void {
  const { holder, key } = place;
  const times = draw.one([1, 1, 1, 2, 10, 100, 1000]);
  const value = valueAt(place);
  for (let count = 0; count < times; count++)
    if (Array.isArray(holder)) holder.splice(Number(key), 0, structuredClone(value));
    else set({ holder, key: `${key}-${String(count)}` }, structuredClone(value));
}

function rename(place: Place, places: readonly Place[], draw: Draw): void {
  if (Array.isArray(place.holder)) return;
  const value = valueAt(place);
  drop(place);
  const other = String(draw.one(places).key);
  const name = draw.one([
    other,
    other,
    `${place.key}x`,
    '',
    '__proto__',
    'constructor',
    'a b',
    '\u001b[2J',
    'x'.repeat(5000),
  ]);
  set({ holder: place.holder, key: name }, value);
}

/** The number of a value, with its unit, becomes another one. */
function scale(place: Place, _: readonly Place[], draw: Draw): void {
  const value = valueAt(place);
  const [, number, unit] = /^(-?[\d.]+)(.*)$/s.exec(String(value)) ?? [];
  if (number === undefined) return nasty(place, [], draw);
  const factor = draw.one([0, 0.5, 0.99, 2, 10, 1000, 1e6, 1e12, -1, 1 / 3]);
  const scaled = draw.onceIn(2) ? Math.round(Number(number) * factor) : Number(number) * factor;
  set(place, typeof value === 'number' ? scaled : `${scaled}${unit}`);
}

function ofSameKey(place: Place, places: readonly Place[], draw: Draw): void {
  const alike = places.filter(({ key, holder }) => key === place.key && holder !== place.holder);
  if (alike.length > 0) set(place, structuredClone(valueAt(draw.one(alike))));
  else swap(place, places, draw);
}

function swap(place: Place, places: readonly Place[], draw: Draw): void {
  const siblings = places.filter(({ holder }) => holder === place.holder);
  const other = draw.one(siblings);
  const [left, right] = [valueAt(place), valueAt(other)];
  set(place, right);
  set(other, left);
}

function retype(place: Place, _: readonly Place[], draw: Draw): void {
  const value = valueAt(place);
  set(
    place,
    draw.one<unknown>([[value], { value }, String(value), Number(value), null, [], {}, [value, value], true]),
  );
}

function nest(place: Place, _: readonly Place[], draw: Draw): void {
  const depth = draw.one([1, 2, 20, 90, 200, 400]);
  let value = valueAt(place);
  const key = draw.one(['do', 'then', 'value', 'steps', 'x']);
  for (let level = 0; level < depth; level++)
    value =
      key === 'do'
        ? [{ repeat: 2, do: Array.isArray(value) ? value : [value] }]
        : draw.onceIn(2)
          ? [value]
          : { [key]: value };
  set(place, value);
}

/** A text becomes part of an expression, or of another text. */
function expression(place: Place, places: readonly Place[], draw: Draw): void {
  const texts = places.map(valueAt).filter((value) => typeof value === 'string' || typeof value === 'number');
  const [left, right] = [valueAt(place), draw.one(texts)].map(String);
  const operator = draw.one(['+', '-', '*', '/', '%', '&&', '==', '<', '.']);
  set(
    place,
    draw.one([
      `${left} ${operator} ${right}`,
      `${left}.${right}`,
      `min(${left}, ${right})`,
      `${'('.repeat(60)}${left}${')'.repeat(60)}`,
      `${left} * 1000000`,
      `${'-'.repeat(40)}${left}`,
      right,
    ]),
  );
}
