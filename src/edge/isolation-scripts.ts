/**
 * The shell scripts between the action and a program in isolation. They are passed to bash as arguments, so that they lie on no disk, and their
 * words come as arguments: nothing is ever put into their text.
 */

/**
 * How bash runs a script of ours. Without `--norc` it reads `~/.bashrc` when its input is a socket, as all pipes of Node's are: it takes that for
 * a remote shell, and in a tree of the agent's that file is the agent's. With `-p` no variable makes it run anything: `BASH_ENV`, say, which a profile may
 * give to gates, would be obeyed on the machine itself, and may name a file of the agent's.
 */
export const bash = ["/bin/bash", "--norc", "--noprofile", "-p", "-c"] as const;

/**
 * Runs beside the action, as its user: starts the command that its arguments are, in an empty environment, and holds the writing end of the
 * control pipe. SIGTERM becomes a word in that pipe; when this process dies, however it does, the pipe closes, and `insideScript` ends everything.
 * Its own environment is the program's: it waits at descriptor 7. Arguments: the path of the control pipe, then the command; in that the word
 * `@heir` stands for the id of this process.
 */
export const outsideScript = `
control=$1; shift
for fd in /proc/$$/fd/*; do fd=\${fd##*/}; (( fd <= 2 || fd == 255 )) || exec {fd}>&-; done
mkfifo -m 600 -- "$control" || exit 125
exec 9<>"$control" 7</proc/$$/environ
trap 'printf T >&9' TERM INT HUP
# A session of its own: signals to the group of this process reach the program once, through the pipe.
setsid env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C "\${@/#@heir/$$}" 9>&- <&0 &
child=$!
while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
wait "$child" 2>/dev/null; last=$?
[[ $last -eq 127 ]] || status=$last
exit "$status"
`;

/**
 * The first process of a run's namespaces, still with the rights to mount: does the steps that its arguments list, gives up on the first that
 * fails, and starts the program. It stays as their init: when the program ends or the control pipe closes, it goes, and the kernel kills
 * whatever else is left in there before anyone sees its end. Arguments: the control pipe; a file for its process id as the machine counts, and `ready` when the view stands; the
 * process whose environment the program gets, when descriptor 7 did not come through (sudo closes it), else 0; the number of steps, each as the number of its words and the words; the program and its arguments.
 */
export const insideScript = `
[[ $$ -eq 1 ]] || exit 125 # anywhere else, "kill -1" below would mean the whole machine
control=$1 note=$2 heir=$3 steps=$4; shift 4
exec 8<"$control" || exit 125
[[ $heir == 0 ]] || exec 7<"/proc/$heir/environ" || exit 125
read -r outer _ </proc/self/stat && exec 6>"$note" && printf '%s ' "$outer" >&6 || exit 125
while (( steps-- > 0 )); do
  words=$1; shift
  "\${@:1:words}" 8<&- 7<&- 6>&- </dev/null >/dev/null || { echo "switchyard: this failed: \${*:1:words}" >&2; exit 125; }
  shift "$words"
done
cd /
printf ready >&6
exec 6>&-
"$@" 8<&- <&0 &
program=$!
{
  while read -r -N 1 -u 8 word; do [[ $word != T ]] || kill -TERM -1; done
  kill -KILL -1
} 7<&- </dev/null &
watcher=$!
exec 8<&- 7<&-
trap : TERM INT HUP
while kill -0 "$program" 2>/dev/null && kill -0 "$watcher" 2>/dev/null; do wait -n "$program" "$watcher"; done
kill -0 "$program" 2>/dev/null && exit 137
wait "$program"
`;

/**
 * The last step, already without any rights: takes over the environment that waits at descriptor 7, and becomes the program. Arguments: the
 * directory to be in, the program and its arguments.
 */
export const startScript = `
for name in $(compgen -e); do unset "$name"; done
while IFS= read -r -d '' entry <&7; do [[ $entry =~ ^[A-Za-z_][A-Za-z0-9_]*= ]] && export "$entry"; done 2>/dev/null
exec 7<&-
cd -- "$1" || exit 125
shift
exec /usr/bin/env --default-signal=INT,QUIT -- "$@"
`;
