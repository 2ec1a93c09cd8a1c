//! What the command line says.

use super::arm::{KeyType, ResourceId};
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// List and rotate the two keys of Azure resources, whatever their services call them.
///
/// Without --list or --yes it changes nothing, and says what --yes would do.
#[derive(Debug, Parser)]
#[command(name = "rotate", after_long_help = MORE, max_term_width = 100)]
pub(super) struct Arguments {
    /// Ids of the resources: /subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>.
    #[arg(required = true, value_name = "RESOURCE_ID")]
    pub(super) ids: Vec<ResourceId>,

    /// Show both keys of each pair, masked.
    #[arg(long, group = "mode")]
    pub(super) list: bool,

    /// Say what --yes would do, and change nothing. The default.
    #[arg(long, group = "mode")]
    pub(super) dry_run: bool,

    /// Rotate the keys. Without --deploy or --deployed, only the key that is not in use is regenerated.
    #[arg(long, group = "mode")]
    pub(super) yes: bool,

    /// Which key consumers use now. The other one is regenerated first. [default: primary]
    #[arg(long, value_name = "KEY")]
    pub(super) in_use: Option<InUse>,

    /// Shell command that hands a new key to its consumers, and succeeds when all of them use it.
    #[arg(long, value_name = "COMMAND", requires = "state", conflicts_with = "deployed")]
    pub(super) deploy: Option<String>,

    /// Say that consumers use the new key already, which an earlier run regenerated: go on with the other key.
    #[arg(long, requires = "state")]
    pub(super) deployed: bool,

    /// Leave the key that was in use as it is.
    #[arg(long)]
    pub(super) keep_other: bool,

    /// How long to wait after the deployment before the other key is regenerated.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32))]
    pub(super) wait: Option<u32>,

    /// Only the pair of this name, of resources that have several. [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) pair: Option<String>,

    /// File that keeps how far the rotations are, without secrets: a run that failed goes on when it is run again.
    #[arg(long, value_name = "FILE")]
    pub(super) state: Option<PathBuf>,

    /// Print a JSON object per line.
    #[arg(long)]
    pub(super) json: bool,

    /// Print keys as they are.
    #[arg(long)]
    pub(super) show: bool,

    /// Azure cloud of the resources.
    #[arg(long, value_enum, default_value = "public")]
    pub(super) cloud: Cloud,

    /// Endpoint of Azure Resource Manager; http:// on this machine only, for a simulator. [default: the cloud's]
    #[arg(long, value_name = "URL")]
    pub(super) endpoint: Option<String>,

    /// Audience of access tokens. [default: the cloud's]
    #[arg(long, value_name = "URL")]
    pub(super) audience: Option<String>,

    /// Environment variable that holds an access token, to use in place of `az` or `azd`.
    ///
    /// The program takes it out of its own environment (but on Windows), so that the command of --deploy cannot read
    /// it there. It cannot take it out of that of the shell which exported it.
    #[arg(long, value_name = "VARIABLE")]
    pub(super) token_from_env: Option<String>,

    /// Read an access token from standard input, to use in place of `az` or `azd`. No environment has it then.
    #[arg(long)]
    pub(super) token_from_stdin: bool,
}

const MORE: &str = "\
How a rotation goes:
  1. The key that is not in use is regenerated.
  2. --deploy hands it to the consumers, with AZURE_KEY, AZURE_CONNECTION_STRING (where the service
     has one), AZURE_KEY_TYPE, AZURE_KEY_PAIR and AZURE_RESOURCE_ID in its environment. What it
     prints goes to stderr.
  3. After --wait, the other key is regenerated, too, unless --keep-other.

Without --deploy, a run ends after the first step, since the other key is still in use. Hand the new
key out (--list --show prints it), and go on with --deployed, if there is a --state. Without one,
run it again with --in-use naming the key that you handed out.

--deploy needs --state: a second run has to know which key consumers hold. Run the same command
again until it succeeds. Once it has, it changes nothing any more; to rotate again later, name the
key that is in use then with --in-use.

You sign in with `az login` or `azd auth login`, and need the rights to list and to regenerate the
keys of the resource. The first Ctrl-C stops after saving the state, and ends the command of --deploy
with all that it has started.

Exit codes:
  0  all is done
  1  something failed, or was interrupted; run the same command again
  2  the command line is wrong, or names an id or a type that cannot be, or another run uses
     the state file; nothing was sent
  3  it is not known whether a key has changed, or the service lists keys that cannot be; look
     with --list before you run it again";

/// The key that consumers use.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum InUse {
    Primary,
    Secondary,
}

impl From<InUse> for KeyType {
    fn from(key: InUse) -> Self {
        match key {
            InUse::Primary => Self::Primary,
            InUse::Secondary => Self::Secondary,
        }
    }
}

/// The clouds whose endpoints are known.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Cloud {
    Public,
    Usgov,
    China,
}

impl Arguments {
    /// The key that `--in-use` names.
    pub(super) fn in_use(&self) -> Option<KeyType> {
        self.in_use.map(Into::into)
    }
}
