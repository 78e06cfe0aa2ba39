/** `webcrt --help`, as npm installs it. */
export const WEBCRT_HELP = `webcrt: what WebCRT has for a terminal

Usage: webcrt ctl VERB [--json]   asks the WebCRT that runs here (webcrt ctl --help)
       webcrt tty                 shows it in this terminal, and types into it (webcrt tty --help)
       webcrt tty --server URL    is a client of its own in this terminal, without an app
       webcrt --version           prints the version, and the commit that it was built of
       webcrt-server [options]    the signalling server, with the web client (webcrt-server --help)

The desktop app is a package of its own: its window needs more than npm brings.`;
