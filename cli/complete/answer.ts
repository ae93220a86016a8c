import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RootCommand } from '@bomb.sh/tab';
import { FILES, type Vocabulary, type Word } from './vocabulary.ts';

/** Prints what a shell may put in place of the last of some words: those that come after `ukperf`. */
export function answer(words: string[]): void {
  const vocabulary = JSON.parse(
    readFileSync(new URL('vocabulary.json', import.meta.url), 'utf8'),
  ) as Vocabulary;
  const last = words.at(-1) ?? '';
  const wordsFor = (takes: string | Word[]): Word[] => {
    if (typeof takes !== 'string') return takes;
    if (takes === 'test') return testsOf(vocabulary, words);
    const named = vocabulary.words[takes] ?? [];
    return FILES.includes(takes) ? [...named, ...ownFiles(last)] : named;
  };
  const offer =
    (takes: string | Word[]) =>
    (complete: (value: string, text: string) => void): void => {
      for (const { value, text } of wordsFor(takes)) complete(value, text);
    };
  const root = new RootCommand();
  for (const { name, text, options, arguments: places } of vocabulary.commands) {
    const command = root.command(name, text);
    for (const option of options) {
      if (option.takes === undefined) command.option(option.name, option.text);
      else command.option(option.name, option.text, offer(option.takes));
    }
    for (const { name: place, variadic, takes } of places) command.argument(place, offer(takes), variadic);
  }
  root.parse(words);
}

/** Tests of the workload that was named before. */
function testsOf({ tests }: Vocabulary, words: readonly string[]): Word[] {
  const workload = words.find((word) => Object.hasOwn(tests, word));
  return workload === undefined ? [] : tests[workload];
}

/** Shells expand what they are offered: only names that mean nothing else to them. */
const PLAIN = /^[\w.+-]+\.ya?ml$/;

/** YAML files of the user's, in the directory that a word begins with. */
function ownFiles(word: string): Word[] {
  const prefix = word.includes('/') ? `${word.replace(/\/[^/]*$/, '')}/` : '';
  try {
    return readdirSync(prefix === '' ? '.' : dirname(`${prefix}x`))
      .filter((name) => PLAIN.test(name))
      .map((name) => ({ value: `${prefix}${name}`, text: 'a file' }));
  } catch {
    // No such directory: nothing to offer.
    return [];
  }
}
