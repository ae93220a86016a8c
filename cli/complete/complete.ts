import { script } from '@bomb.sh/tab';
import { Argument, type Command } from 'commander';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

/** Adds `ukperf complete`: the script that lets a shell complete words. The script asks back with `ukperf complete -- WORD...`. */
export function completeCommand(command: Command): void {
  command
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      '\nExamples:\n  $ source <(ukperf complete bash)                                   # or in ~/.bashrc; needs bash-completion\n  $ ukperf complete zsh > ~/.zsh/_ukperf                              # a directory of $fpath\n  $ ukperf complete fish > ~/.config/fish/completions/ukperf.fish\n  > ukperf complete powershell | Out-String | Invoke-Expression',
    )
    .action((shell: string) => {
      script(shell, 'ukperf', 'ukperf');
    });
}
