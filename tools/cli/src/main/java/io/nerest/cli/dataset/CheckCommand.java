package io.nerest.cli.dataset;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OutputPlace;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.ImportReport;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dataset check}: what an import would accept, repair and reject. */
@Command(
        name = "check",
        description =
                "Reports by file what an import accepts, repairs and rejects, and why. Exits with 1 if something is"
                        + " rejected or an image file is missing.")
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "file or folder of the data set")
    private Path source = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "write the report of every file")
    private @Nullable Path json;

    @Mixin
    private ReadOptions reading = new ReadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json != null) {
            OutputPlace.file("--json", json);
        }
        ImportReport report = new ImportReport();
        AnnotationSet set = reading.readAll(source, report);
        out.println(source + ": " + report.text());
        long missing = set.images().stream()
                .filter(image -> image.file().isEmpty())
                .map(AnnotatedImage::name)
                .peek(name -> out.println("  missing image " + name))
                .count();
        if (json != null) {
            AtomicFile.write(
                    json,
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsBytes(new TreeMap<>(report.files())));
        }
        return report.rejected() > 0 || missing > 0 ? ExitCode.FAILED : ExitCode.OK;
    }
}
