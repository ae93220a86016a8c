/** A block of a Markdown page that holds what a command prints, between its two marks. */
const BLOCK = /(<!-- output: (ukperf [^>]*?) -->\n)[\s\S]*?(<!-- \/output -->)/g;

/** The commands whose output a page holds. */
export function commandsOf(text: string): string[] {
  return [...text.matchAll(BLOCK)].map(([, , command]) => command);
}

/** The page with the present output of each of its commands, in their order. */
export function withOutputs(text: string, outputs: readonly string[]): string {
  let next = 0;
  return text.replace(
    BLOCK,
    (_, open: string, _command: string, close: string) =>
      `${open}\`\`\`text\n${outputs[next++].trimEnd()}\n\`\`\`\n${close}`,
  );
}
