import { UsageError } from "../usage-error.ts";
import { VERBS } from "./verbs.ts";

const SHELLS: Readonly<Record<string, () => string>> = { bash, zsh, fish };

/**
 * Writes the completion script of a shell.
 *
 * @throws UsageError for a shell that has none.
 */
export function completionFor(shell = ""): string {
  const script = SHELLS[shell];
  if (script === undefined || !Object.hasOwn(SHELLS, shell)) {
    throw new UsageError(
      `completion ${shell}: name a shell, bash, zsh or fish; for example: faultwire completion bash >> ~/.bashrc`,
    );
  }
  return script();
}

function bash(): string {
  const cases = Object.entries(VERBS).map(
    ([name, { options, words = [] }]) => `    ${name}) words="${[...words, ...options].join(" ")}" ;;`,
  );
  return `_faultwire() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=""
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    completion) words="${Object.keys(SHELLS).join(" ")}" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names()} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _faultwire faultwire`;
}

function zsh(): string {
  const cases = Object.entries(VERBS).map(
    ([name, { options, words = [] }]) =>
      `    ${name}) compadd -- ${[...words, ...options].join(" ")}; _files ;;`,
  );
  return `#compdef faultwire
_faultwire() {
  if (( CURRENT == 2 )); then compadd -- ${names()} --help --version; return; fi
  case "$words[2]" in
${cases.join("\n")}
    completion) compadd -- ${Object.keys(SHELLS).join(" ")} ;;
  esac
}
compdef _faultwire faultwire`;
}

function fish(): string {
  const verbs = Object.entries(VERBS).flatMap(([name, { summary, options, words = [] }]) => [
    `complete -c faultwire -n __fish_use_subcommand -a ${name} -d '${summary}'`,
    ...words.map((word) => `complete -c faultwire -n '__fish_seen_subcommand_from ${name}' -a ${word}`),
    ...options.map(
      (option) =>
        `complete -c faultwire -n '__fish_seen_subcommand_from ${name}' -l ${option.replace(/^--/, "")}`,
    ),
  ]);
  const shells = `complete -c faultwire -n '__fish_seen_subcommand_from completion' -a '${Object.keys(SHELLS).join(" ")}'`;
  return [...verbs, "complete -c faultwire -n __fish_use_subcommand -a completion", shells].join("\n");
}

function names(): string {
  return [...Object.keys(VERBS), "completion", "help"].join(" ");
}
