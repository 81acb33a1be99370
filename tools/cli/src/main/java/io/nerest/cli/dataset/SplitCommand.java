package io.nerest.cli.dataset;

import io.nerest.commandline.ExitCode;
import io.nerest.formats.edit.SetSplitter;
import io.nerest.formats.edit.SetStatistics;
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

/** {@code nerest dataset split}: train, val and test by camera or by time. */
@Command(
        name = "split",
        description =
                "Divides a data set into train, val and test. Frames of one camera seconds apart are near copies, so"
                        + " images are divided at random only with --by=random.")
final class SplitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "file or folder of the data set")
    private Path source = Path.of("");

    @Option(
            names = "--by",
            defaultValue = "camera",
            description = "camera (cameras of val and test are not in train), time (val and test are each camera's last"
                    + " images), or random (camera)")
    private SetSplitter.By by = SetSplitter.By.CAMERA;

    @Option(names = "--val", defaultValue = "0.2", paramLabel = "P", description = "share of val (${DEFAULT-VALUE})")
    private double val;

    @Option(names = "--test", defaultValue = "0", paramLabel = "P", description = "share of test (${DEFAULT-VALUE})")
    private double test;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "S", description = "of what is drawn (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--time-zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "of times in file names and EXIF data (${DEFAULT-VALUE})")
    private ZoneId zone = ZoneId.of("UTC");

    @Mixin
    private ReadOptions reading = new ReadOptions();

    @Mixin
    private WriteOptions writing = new WriteOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SetSplitter splitter = new SetSplitter(by, val, test, seed);
        writing.check();
        AnnotationSet set = reading.read(source, out);
        CaptureMetadata captures = new CaptureMetadata(zone);
        AnnotationSet divided = splitter.apply(set, captures::stream, captures::time);
        writing.write(divided, out);
        out.println(SetStatistics.header("split"));
        SetStatistics.by(divided.images(), image -> image.split().label())
                .forEach((name, counts) -> out.println(counts.row(name)));
        return ExitCode.OK;
    }
}
