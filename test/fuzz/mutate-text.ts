import type { Draw } from './draw.ts';
import { NASTY_TEXTS } from './nasty.ts';

/** Changes one thing of a text; tells what. */
export function mutateText(text: string, draw: Draw): [text: string, what: string] {
  const [name, mutate] = draw.one(MUTATIONS);
  return [mutate(text, draw), name];
}

const MUTATIONS: readonly (readonly [string, (text: string, draw: Draw) => string])[] = [
  ['cut off', (text, draw) => text.slice(0, draw.below(text.length + 1))],
  ['beginning cut off', (text, draw) => text.slice(draw.below(text.length + 1))],
  ['piece taken out', (text, draw) => splice(text, draw, '')],
  ['nasty piece', (text, draw) => splice(text, draw, draw.one(NASTY_TEXTS))],
  ['nasty piece', (text, draw) => splice(text, draw, draw.one(NASTY_TEXTS))],
  ['nasty piece', (text, draw) => splice(text, draw, draw.one(NASTY_TEXTS))],
  ['piece of elsewhere', (text, draw) => splice(text, draw, pieceOf(text, draw))],
  [
    'piece repeated',
    (text, draw) => splice(text, draw, pieceOf(text, draw).repeat(draw.one([2, 10, 100, 1000]))),
  ],
  ['line repeated', (text, draw) => editLines(text, draw, (line) => [line, line])],
  ['line dropped', (text, draw) => editLines(text, draw, () => [])],
  [
    'line indented',
    (text, draw) => editLines(text, draw, (line) => [`${draw.one([' ', '  ', '\t'])}${line}`]),
  ],
  ['line undented', (text, draw) => editLines(text, draw, (line) => [line.replace(/^ {1,2}/, '')])],
  [
    'number',
    (text, draw) =>
      editLines(text, draw, (line) => [
        line.replace(/\d+/, draw.one(['0', '-1', '1e9', '99999999999', '1e400'])),
      ]),
  ],
  ['line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['bytes of another encoding', (text) => Buffer.from(text, 'utf16le').toString('latin1')],
  [
    'bytes that are not UTF-8',
    (text, draw) => splice(text, draw, Buffer.from([0xff, 0xe9, 0x80]).toString('utf8')),
  ],
  [
    'deep nesting',
    (text, draw) =>
      splice(text, draw, draw.one(['[', '{a: ', '- ', '(', '{', '? ']).repeat(draw.one([10, 1000, 100_000]))),
  ],
  [
    'aliases',
    (text) =>
      `a: &a [x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n${text}`,
  ],
];

const LONGEST = 40;

function splice(text: string, draw: Draw, piece: string): string {
  const at = draw.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at + draw.below(draw.one([1, 4, LONGEST])));
}

function pieceOf(text: string, draw: Draw): string {
  const at = draw.below(text.length + 1);
  return text.slice(at, at + draw.below(LONGEST));
}

function editLines(text: string, draw: Draw, edit: (line: string) => string[]): string {
  const lines = text.split('\n');
  const at = draw.below(lines.length);
  return [...lines.slice(0, at), ...edit(lines[at]), ...lines.slice(at + 1)].join('\n');
}
