//! The end of the help, and of the manual page.

/// Steps, output and exit codes. The lines fit into a manual page of 80 columns; after lists, a manual page needs an
/// empty line.
pub(super) const MORE: &str = "\
Steps of a rotation:
  1. The key that is not in use is regenerated.
  2. It is handed to the consumers: to the command of --deploy, the
     secret of --vault or the variable of --env-file. The command reads
     the key from the first line of its standard input, and the
     connection string (where the service has one) from the second.
     AZURE_KEY_TYPE, AZURE_KEY_PAIR and AZURE_RESOURCE_ID are in its
     environment. Its output goes to stderr.
  3. After --wait, the other key is regenerated, too, unless
     --keep-other. The command of --deploy ends when all consumers use
     the new key. They read a vault or a file later, so --vault and
     --env-file need --wait or --keep-other.

Without a target, a run ends after the first step, since the other key
is still in use. Hand the new key out (--list --show prints it), and
continue with --deployed, if you use --state. Without --state, run it
again with --in-use naming the key that you handed out.

A target needs --state: a second run has to know which key consumers
hold. Run the same command again until it succeeds. After that, it
changes nothing. To rotate again later, use --since, or name the key
that is then in use with --in-use.

Sign in with `az login` or `azd auth login`. You need the permissions
to list and to regenerate the keys of the resource. The first Ctrl-C
saves the state and stops, and kills the command of --deploy with all
processes that it started.

JSON: with --json, each line of stdout is an object with `event`,
`time`, `resourceId` and `pair`, and by event:
  keys         `primary`, `secondary`: null, or an object with
               `length`, `sha256` (8 digits) and perhaps `lastUpdated`;
               with --show also `value` and `connectionString`
  plan         `steps`: what --yes would do
  step         `step`: sent, refused, lost, regenerated, deploying,
               deployed or superseded; `key`
  newKey       `key`, and `new`, as for keys
  next         what to do by hand
  alreadyDone  `inUse`: the key that consumers use
  error        `messages`: the error and its causes; `advice`: null or
               a text

The last line has the event `summary`, `exitCode`, and `results` with
`resourceId`, `pair` and `outcome`: listed, planned, rotated, deployed,
spareRegenerated, alreadyDone, failed, unknown or cancelled. Without
--show, no line contains a key. Other members may be added; these stay.

Exit codes:
  0  success
  1  something failed, or was interrupted, or another run uses the
     state; run the same command again. Or a subscription has no
     resources with keys that you may read, also with --list; what else
     the command line names is processed
  2  the command line is wrong, or contains an invalid id or an
     unsupported type, or names a pair that no resource has, or a
     subscription cannot be listed, or the state cannot be read; no key
     has changed
  3  it is unknown whether a key has changed, or the list of the
     service is impossible; check with --list before you run it again";
