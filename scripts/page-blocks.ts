/** A fenced block of a page. */
export interface Block {
  language: string;
  text: string;
  /** The file that the line before the block names: `l3.yaml`: */
  file: string | undefined;
  /** The command whose output the block holds, between its two marks. */
  outputOf: string | undefined;
}

const BLOCK = /(?:`([^`\n]+)`:\n\n)?(?:<!-- output: (ukperf [^>]*?) -->\n)?^(`{3,})(\w*)\n(.*?)^\3$/gms;

/** The fenced blocks of a page, in their order. */
export function blocksIn(text: string): Block[] {
  return [...text.matchAll(BLOCK)].map(([, file, outputOf, , language, body]): Block => ({
    language,
    text: body,
    file,
    outputOf,
  }));
}

/** The files that a page shows, by the names that it gives them. */
export function filesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    blocksIn(text).flatMap((block) => (block.file === undefined ? [] : [[block.file, block.text]])),
  );
}
