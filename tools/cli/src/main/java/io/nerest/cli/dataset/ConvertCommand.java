package io.nerest.cli.dataset;

import io.nerest.commandline.ExitCode;
import io.nerest.formats.model.AnnotationSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dataset convert}: a data set in another format, whole or not at all. */
@Command(
        name = "convert",
        description = "Converts a data set to another format. Writes the whole data set or nothing.",
        footer = {"", "Example: nerest dataset convert labels.json --images frames --map '*=fish' --out fish-yolo"})
final class ConvertCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "file or folder of the data set")
    private Path source = Path.of("");

    @Mixin
    private ReadOptions reading = new ReadOptions();

    @Mixin
    private WriteOptions writing = new WriteOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        writing.check();
        AnnotationSet set = reading.read(source, out);
        writing.write(set, out);
        StatisticsTable.print(set, out);
        return ExitCode.OK;
    }
}
