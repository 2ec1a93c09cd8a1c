//! Command line arguments.

use super::arm::{KeyType, ResourceId};
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// List and rotate the two keys of Azure resources, whatever their services call them.
///
/// Without --list or --yes, nothing is changed, and the actions of --yes are printed.
#[derive(Debug, Parser)]
#[command(name = "rotate", after_long_help = MORE, max_term_width = 100)]
pub(super) struct Arguments {
    /// Ids of the resources: /subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>.
    #[arg(required = true, value_name = "RESOURCE_ID")]
    pub(super) ids: Vec<ResourceId>,

    /// Show both keys of each pair, masked.
    #[arg(long, group = "mode")]
    pub(super) list: bool,

    /// Print what --yes would do, and change nothing. This is the default.
    #[arg(long, group = "mode")]
    pub(super) dry_run: bool,

    /// Rotate the keys. Without --deploy or --deployed, regenerate only the key that is not in use.
    #[arg(long, group = "mode")]
    pub(super) yes: bool,

    /// The key that consumers use now. The other one is regenerated first. [default: primary]
    #[arg(long, value_name = "KEY")]
    pub(super) in_use: Option<InUse>,

    /// Shell command that deploys a new key to its consumers, and succeeds when all of them use it.
    #[arg(long, value_name = "COMMAND", requires = "state", conflicts_with = "deployed")]
    pub(super) deploy: Option<String>,

    /// Continue after consumers use the new key, which an earlier run regenerated: regenerate the
    /// other key.
    #[arg(long, requires = "state")]
    pub(super) deployed: bool,

    /// Keep the key that was in use, and do not regenerate it.
    #[arg(long)]
    pub(super) keep_other: bool,

    /// How long to wait after the deployment before the other key is regenerated.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32))]
    pub(super) wait: Option<u32>,

    /// Rotate only the pair of this name, for resources with several. [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) pair: Option<String>,

    /// File with the state of the rotations, without secrets. To continue a failed run, run it
    /// again.
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

    /// Endpoint of Azure Resource Manager. A http:// URL must be on this machine, such as a
    /// simulator. [default: the cloud's]
    #[arg(long, value_name = "URL")]
    pub(super) endpoint: Option<String>,

    /// Audience of access tokens. [default: the cloud's]
    #[arg(long, value_name = "URL")]
    pub(super) audience: Option<String>,

    /// Environment variable with an access token, to use instead of `az` or `azd`.
    ///
    /// The program removes it from its own environment (except on Windows), so the command of
    /// --deploy cannot read it there. It cannot remove it from the environment of the shell that
    /// exported it.
    #[arg(long, value_name = "VARIABLE")]
    pub(super) token_from_env: Option<String>,

    /// Read an access token from standard input, to use instead of `az` or `azd`. The token is then
    /// in no environment.
    #[arg(long)]
    pub(super) token_from_stdin: bool,
}

const MORE: &str = "\
Steps of a rotation:
  1. The key that is not in use is regenerated.
  2. The command of --deploy hands it to the consumers, with AZURE_KEY, AZURE_CONNECTION_STRING
     (where the service has one), AZURE_KEY_TYPE, AZURE_KEY_PAIR and AZURE_RESOURCE_ID in its
     environment. Its output goes to stderr.
  3. After --wait, the other key is regenerated, too, unless --keep-other.

Without --deploy, a run ends after the first step, since the other key is still in use. Hand the new
key out (--list --show prints it), and continue with --deployed, if you use --state. Without --state,
run it again with --in-use naming the key that you handed out.

--deploy needs --state: a second run has to know which key consumers hold. Run the same command
again until it succeeds. After that, it changes nothing. To rotate again later, name the key that is
then in use with --in-use.

Sign in with `az login` or `azd auth login`. You need the permissions to list and to regenerate the
keys of the resource. The first Ctrl-C saves the state and stops, and kills the command of --deploy
with all processes that it started.

Exit codes:
  0  success
  1  something failed, or was interrupted; run the same command again
  2  the command line is wrong, or contains an invalid id or an unsupported type, or another run
     uses the state file; nothing was sent
  3  it is unknown whether a key has changed, or the list of the service is impossible; check
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

/// The clouds with known endpoints.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Cloud {
    Public,
    Usgov,
    China,
}

impl Arguments {
    /// The key in `--in-use`.
    pub(super) fn in_use(&self) -> Option<KeyType> {
        self.in_use.map(Into::into)
    }
}
