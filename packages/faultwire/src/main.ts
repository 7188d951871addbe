#!/usr/bin/env node
import { runCommand } from "./command/run-command.ts";

process.exitCode = await runCommand(process.argv.slice(2));
// A project's module that was loaded may keep the process alive, as with a timer or a connection.
process.stdout.write("", () => process.exit());
