/** The width of the terminal that standard output goes to; files and other programs take lines of any length. */
export function terminalWidth(): number | undefined {
  return process.stdout.isTTY ? process.stdout.columns : undefined;
}
