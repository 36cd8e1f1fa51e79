use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result, Worktree};

/// Starts `transqa lsp`, as found on the path of the project, or as `lsp.transqa.binary` of the settings says.
struct Transqa;

impl zed::Extension for Transqa {
    fn new() -> Self {
        Transqa
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<zed::Command> {
        let set = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let (path, args) = set.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path
            .or_else(|| worktree.which("transqa"))
            .ok_or("transqa is not on the PATH; install it with: pip install 'transqa[lsp]'")?;
        Ok(zed::Command {
            command,
            args: args.unwrap_or_else(|| vec!["lsp".into()]),
            env: worktree.shell_env(),
        })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree)?.initialization_options)
    }
}

zed::register_extension!(Transqa);
