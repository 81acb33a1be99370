package io.nerest.standalone.demo;

import picocli.CommandLine.Command;

/** {@code nerest trial}: trials of operation that start a stack of their own. */
@Command(
        name = "trial",
        description = "Start a stack of its own and try what an operator does with many pods.",
        subcommands = {
            ScaleOutCommand.class,
            RollingRestartCommand.class,
            SeasonTrialCommand.class,
            UpgradeCommand.class
        })
public final class TrialCommand {}
