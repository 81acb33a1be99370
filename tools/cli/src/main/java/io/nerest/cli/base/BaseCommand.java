package io.nerest.cli.base;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nerest detect base}: the commands that make the training set of the base checkpoint. */
@Command(
        name = "base",
        description =
                "Fetches public labelled images and builds the training set of the base checkpoint (docs/base.md).",
        subcommands = {BaseFetchCommand.class, BaseBuildCommand.class})
public final class BaseCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: fetch or build");
    }
}
