// Plain JavaScript that any Node can run: it says what to do where the locked Node 24 did not install
// (a Mac, or `npm ci --omit=optional`), instead of the syntax error that an old Node would give on the first .ts file.
"use strict";
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    `Tributary runs on Node 24 or newer, and this is Node ${process.versions.node} (${process.platform} ${process.arch}).\n` +
      "On Linux and Windows `npm ci` installs a Node 24 for the npm scripts by itself: do not pass --omit=optional.\n" +
      "On a Mac, or on another processor, install Node 24 (https://nodejs.org) and run the command again.\n",
  );
  process.exit(1);
}
