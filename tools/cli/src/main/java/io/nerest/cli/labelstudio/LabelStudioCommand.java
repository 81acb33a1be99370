package io.nerest.cli.labelstudio;

import picocli.CommandLine.Command;

/** {@code nerest label-studio COMMAND}. */
@Command(
        name = "label-studio",
        description =
                "Sends frames that wait for labels to a project of Label Studio, and returns its annotations as labels.",
        subcommands = {PushCommand.class, PollCommand.class})
public final class LabelStudioCommand {}
