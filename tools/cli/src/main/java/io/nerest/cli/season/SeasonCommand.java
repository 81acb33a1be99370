package io.nerest.cli.season;

import picocli.CommandLine.Command;

/** {@code nerest season}: season counts with intervals. */
@Command(
        name = "season",
        description =
                "Estimates how many fish a season had, with intervals, from detections on all frames and labels on a few.",
        subcommands = {SampleCommand.class, EstimateCommand.class, SimulateSeasonsCommand.class})
public final class SeasonCommand {}
