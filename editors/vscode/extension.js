"use strict";

const os = require("os");
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("transqa.goToSource", goToSource),
    vscode.commands.registerCommand("transqa.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("transqa.path")) {
        return restart();
      }
    }),
  );
  await start();
}

async function deactivate() {
  await stop();
}

async function start() {
  const settings = vscode.workspace.getConfiguration("transqa");
  const command = settings.get("path", "transqa").replace(/^~(?=[/\\])/, os.homedir());
  const schemes = ["file", "untitled"];
  const languages = ["markdown", "mdx", "plaintext"];
  const server = new LanguageClient(
    "transqa",
    "transqa",
    { command, args: ["lsp"], transport: TransportKind.stdio },
    {
      documentSelector: schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
      initializationOptions: { source: settings.get("source", "") },
      synchronize: { configurationSection: "transqa" },
    },
  );
  try {
    await server.start();
    client = server;
  } catch (error) {
    const message = `transqa: ${command} lsp does not start (${error.message}). Install it with pip install "transqa[lsp]", or set transqa.path.`;
    const choice = await vscode.window.showErrorMessage(message, "Open Settings");
    if (choice) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "transqa.path");
    }
  }
}

async function stop() {
  const server = client;
  client = undefined;
  await server?.stop();
}

async function restart() {
  await stop();
  await start();
}

/** Show the block on the other side, in the column beside. */
async function goToSource() {
  const editor = vscode.window.activeTextEditor;
  if (!client || !editor) {
    return;
  }
  const place = await client.sendRequest("transqa/source", {
    textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) },
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
  });
  if (!place) {
    vscode.window.setStatusBarMessage("transqa: no block on the other side is linked with this one", 3000);
    return;
  }
  const { uri, range } = client.protocol2CodeConverter.asLocation(place);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { selection: range, viewColumn: vscode.ViewColumn.Beside });
}

module.exports = { activate, deactivate };
