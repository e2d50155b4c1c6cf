import type { Sha256 } from "@grants/kernel/digest";
import type { Command } from "../audit/command.ts";

/** Longer work is a chain of steps that can be repeated (DESIGN §4.1); each is a command of its own, named by what it changes. */
export const stepCommand = (sha256: Sha256, command: Command, name: string): Command => ({
  ...command,
  keyHash: sha256(`${command.keyHash} ${name}`),
  commandHash: sha256(`${command.commandHash} ${name}`),
});
