/** What can be put in a place of the command line. */
export interface Word {
  value: string;
  /** A short description, for shells that show it. */
  text: string;
}

/** An option of a command. */
export interface OptionWords {
  /** Without the hyphens. */
  name: string;
  text: string;
  /** Of an option with a value: where its words are, in {@link Vocabulary.words} or here. */
  takes?: string | Word[];
}

/** A command with its positions; a sub-command has the name of its parent before its own. */
export interface CommandWords {
  name: string;
  text: string;
  options: OptionWords[];
  arguments: { name: string; variadic: boolean; takes: string | Word[] }[];
}

/** All that can be completed: made by the build, so that nothing has to be read or parsed at the press of a key. */
export interface Vocabulary {
  commands: CommandWords[];
  /** Names of shipped things, by what they are. */
  words: Record<string, Word[]>;
  /** Tests and job mixes by workload. */
  tests: Record<string, Word[]>;
}

/** Beside a name, a file of the user's may stand in these places. */
export const FILES = ['machine', 'system', 'workload', 'question', 'sweep', 'anything', 'file'];
