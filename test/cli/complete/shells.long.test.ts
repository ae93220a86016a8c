import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { MAIN, temporaryFiles } from '../../support/command-line.ts';

/** Asks the function that the script registered, as bash does when Tab is pressed. */
const BASH = `
source /usr/share/bash-completion/bash_completion
source <(ukperf complete bash)
ask() {
  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=\${#COMP_LINE}
  $(complete -p ukperf | sed 's/.*-F \\([^ ]*\\).*/\\1/') 2>/dev/null
  echo "\${COMPREPLY[@]}"
}
ask ukperf run getpid --system mklinux
ask ukperf swee
ask ukperf lint ow
`;

const FISH = `
ukperf complete fish | source
complete -C 'ukperf run getpid --system mklinux'
complete -C 'ukperf swee'
complete -C 'ukperf lint ow'
`;

/** A shell on a terminal, in which somebody presses Tab; another key tells the line, and clears it. */
const ZSH = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "autoload -Uz compinit; compinit -u -D; eval \\"\\$(ukperf complete zsh)\\"
tell() { print -r -- \\"told: \\$BUFFER @@\\"; zle kill-whole-line; }; zle -N tell
bindkey '^I' complete-word; bindkey '^X' tell; echo rea''dy"
zpty -r -m shell out '*ready*'
for line in 'ukperf run getpid --system mklinux-u' 'ukperf swee' 'ukperf lint ow'; do
  zpty -w -n shell "$line"$'\\t\\x18'
  zpty -r -m shell out '*told: * @@*'
  print -r -- "\${out##*told: }"
done
`;

/** What a script prints; the command line is on its path, and a file of the user's beside it. */
function run(shell: string, script: string): string {
  const directory = temporaryFiles({ 'own.yaml': '', [`script.${shell}`]: script });
  mkdirSync(join(directory, 'bin'));
  symlinkSync(MAIN, join(directory, 'bin', 'ukperf'));
  return execFileSync(shell, [`script.${shell}`], {
    cwd: directory,
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      HOME: directory,
      PATH: `${join(directory, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    },
  });
}

describe('words that are completed', () => {
  it('in bash', () => {
    expect(run('bash', BASH)).to.equal('mklinux-in-kernel mklinux-user\nsweep\nown.yaml\n');
  });

  it('in fish', () => {
    const words = run('fish', FISH)
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect(words).to.deep.equal(['mklinux-in-kernel', 'mklinux-user', 'sweep', 'own.yaml']);
  });

  it('in zsh', () => {
    const lines = run('zsh', ZSH)
      .split('\n')
      .map((line) => /^(ukperf .*\S) *@@\s*$/.exec(line)?.[1])
      .filter((line) => line !== undefined);
    expect(lines).to.deep.equal([
      'ukperf run getpid --system mklinux-user',
      'ukperf sweep',
      'ukperf lint own.yaml',
    ]);
  });
});
