package io.nerest.cli.cvat;

import picocli.CommandLine.Command;

/** {@code nerest cvat COMMAND}. */
@Command(
        name = "cvat",
        description =
                "Sends frames that wait for labels to a project of CVAT, and returns the annotations of its completed jobs as labels.",
        subcommands = {CvatPushCommand.class, CvatPollCommand.class})
public final class CvatCommand {}
