//! Command line arguments.

use super::{
    age::Age,
    arm::{KeyType, ResourceId},
    more::MORE,
};
use clap::{ArgGroup, Parser, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// List and rotate the two keys of Azure resources, whatever their services call them.
///
/// Without --list or --yes, nothing is changed, and the actions of --yes are printed.
#[derive(Debug, Parser)]
#[command(name = env!("CARGO_BIN_NAME"), version, after_long_help = MORE, max_term_width = 100)]
#[command(group(ArgGroup::new("place").args(["vault", "env_file"])))]
#[command(group(ArgGroup::new("later").args(["wait", "keep_other"]).multiple(true)))]
pub(super) struct Arguments {
    /// Ids of the resources: /subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>.
    #[arg(required_unless_present_any = ["subscription", "completions", "man"], value_name = "RESOURCE_ID")]
    pub(super) ids: Vec<ResourceId>,

    /// Take all resources of a subscription that have keys and that Azure Resource Manager lists.
    /// Nested resources that it does not list need their ids. A subscription without any is an error.
    #[arg(long, value_name = "SUBSCRIPTION_ID")]
    pub(super) subscription: Vec<String>,

    /// Show both keys of each pair, masked. Options of rotations cannot be used with it.
    #[arg(long, group = "mode", conflicts_with_all = ["target", "later", "in_use", "since", "concurrency", "stop_at_failure"])]
    pub(super) list: bool,

    /// Print what --yes would do, and change nothing. This is the default.
    #[arg(long, groups = ["mode", "run"])]
    pub(super) dry_run: bool,

    /// Rotate the keys. Without --deploy, --vault, --env-file or --deployed, regenerate only the key
    /// that is not in use.
    #[arg(long, groups = ["mode", "run"])]
    pub(super) yes: bool,

    /// The key that consumers use now. The other one is regenerated first. With --since, a saved
    /// rotation that says otherwise is an error. [default: primary, or what the state says]
    #[arg(long, value_name = "KEY")]
    pub(super) in_use: Option<InUse>,

    /// Shell command that deploys a new key to its consumers, and succeeds when all of them use it. It
    /// reads the key from its standard input.
    #[arg(long, value_name = "COMMAND", requires = "state", group = "target")]
    pub(super) deploy: Option<String>,

    /// Write a new key into a secret of this Key Vault, such as https://contoso.vault.azure.net. Needs
    /// --wait or --keep-other, since consumers read it later.
    #[arg(long, value_name = "URL", requires_all = ["state", "secret", "later"], group = "target")]
    pub(super) vault: Option<String>,

    /// Name of the secret, with {name} for the name of the resource and {pair} for that of the pair.
    #[arg(long, value_name = "NAME", requires = "vault")]
    pub(super) secret: Option<String>,

    /// Write a new key into a variable of this file with lines NAME=value. Needs --wait or --keep-other,
    /// since consumers read it later.
    #[arg(long, value_name = "FILE", requires_all = ["state", "variable", "later"], group = "target")]
    pub(super) env_file: Option<PathBuf>,

    /// Name of the variable, with {name} for the name of the resource and {pair} for that of the
    /// pair.
    #[arg(long, value_name = "NAME", requires = "env_file")]
    pub(super) variable: Option<String>,

    /// Write the connection string into the secret or the variable, not the key. The command of
    /// --deploy reads both in any case.
    #[arg(long, requires = "place", conflicts_with = "deploy")]
    pub(super) connection_string: bool,

    /// Continue after consumers use the new key, which an earlier run regenerated: regenerate the
    /// other key.
    #[arg(long, requires = "state", group = "target", conflicts_with = "since")]
    pub(super) deployed: bool,

    /// Keep the key that was in use, and do not regenerate it. Needs --deploy, --vault, --env-file or
    /// --deployed.
    #[arg(long, requires = "target")]
    pub(super) keep_other: bool,

    /// How long to wait after the deployment before the other key is regenerated: the time that all
    /// consumers need until they use the new key. Needs --deploy, --vault, --env-file or --deployed.
    #[arg(long, value_name = "SECONDS", requires = "target", value_parser = clap::value_parser!(u32))]
    pub(super) wait: Option<u32>,

    /// Rotate only the pair of this name, for resources with several. [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) pair: Option<String>,

    /// Folder with the state of the rotations, without secrets: a file for each pair. To continue a
    /// failed run, run it again.
    #[arg(long, value_name = "FOLDER")]
    pub(super) state: Option<PathBuf>,

    /// Rotate again what was last rotated longer ago, such as 90d, 12h or 30m, beginning with the
    /// key that is not in use. Pairs without a saved rotation are rotated, too.
    #[arg(long, value_name = "AGE", requires = "state")]
    pub(super) since: Option<Age>,

    /// How many pairs are rotated at the same time. Needs --yes or --dry-run.
    #[arg(long, value_name = "NUMBER", requires = "run", default_value_t = 1)]
    pub(super) concurrency: usize,

    /// Begin no other rotation after one has failed. Needs --yes or --dry-run.
    #[arg(long, requires = "run")]
    pub(super) stop_at_failure: bool,

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

    /// Environment variable with an access token for Azure Resource Manager, to use instead of `az` or
    /// `azd`. Cannot be used with --vault, which needs another token.
    ///
    /// The program removes it from its own environment (except on Windows), so the command of
    /// --deploy cannot read it there. It cannot remove it from the environment of the shell that
    /// exported it.
    #[arg(long, value_name = "VARIABLE")]
    pub(super) token_from_env: Option<String>,

    /// Read an access token for Azure Resource Manager from standard input, to use instead of `az` or
    /// `azd`. The token is then in no environment. Cannot be used with --vault, which needs another
    /// token.
    #[arg(long)]
    pub(super) token_from_stdin: bool,

    /// Print the completions of this program for a shell.
    #[arg(long, value_enum, value_name = "SHELL", exclusive = true)]
    pub(super) completions: Option<Shell>,

    /// Print the manual page of this program, for `man -l -`.
    #[arg(long, exclusive = true)]
    pub(super) man: bool,
}

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

    /// Whether the run ends so that the user can hand out the new key.
    pub(super) fn is_by_hand(&self) -> bool {
        !self.has_target() && !self.deployed
    }

    /// Whether the program hands out new keys.
    pub(super) fn has_target(&self) -> bool {
        self.deploy.is_some() || self.vault.is_some() || self.env_file.is_some()
    }
}
