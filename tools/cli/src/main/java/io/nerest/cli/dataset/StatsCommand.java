package io.nerest.cli.dataset;

import io.nerest.commandline.ExitCode;
import io.nerest.formats.model.AnnotationSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dataset stats}: counts by split, class, stream, day and hour. */
@Command(
        name = "stats",
        description =
                "Prints images, share of empty images, objects per image and box sizes, by split, class, stream, day"
                        + " and hour. A size is the square root of a box's share of its image.")
final class StatsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "file or folder of the data set")
    private Path source = Path.of("");

    @Option(
            names = "--time-zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "of days and hours, and of times without a zone (${DEFAULT-VALUE})")
    private ZoneId zone = ZoneId.of("UTC");

    @Mixin
    private ReadOptions reading = new ReadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        AnnotationSet set = reading.read(source, out);
        StatisticsTable.printAll(set, new CaptureMetadata(zone), zone, out);
        return ExitCode.OK;
    }
}
