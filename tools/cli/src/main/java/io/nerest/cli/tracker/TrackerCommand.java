package io.nerest.cli.tracker;

import picocli.CommandLine.Command;

/** {@code nerest tracker}: speed and accuracy of the tracker. */
@Command(
        name = "tracker",
        description = "Measures the tracker: its speed, and its accuracy on rendered streams.",
        subcommands = {TrackerBenchCommand.class, TrackerScoreCommand.class})
public final class TrackerCommand {}
