package io.nerest.cli.dataset;

import io.nerest.commandline.ExitCode;
import io.nerest.formats.edit.MergedSets;
import io.nerest.formats.model.AnnotationSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dataset merge}: several data sets, of different formats if wanted, as one. */
@Command(
        name = "merge",
        description =
                "Merges data sets. Classes are matched by name; an image whose name is taken gets the name of its data"
                        + " set before its own.")
final class MergeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", arity = "2..*", description = "files or folders of the data sets")
    private List<Path> sources = List.of();

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
        Map<String, AnnotationSet> sets = new LinkedHashMap<>();
        for (Path source : sources) {
            String name = String.valueOf(source.toAbsolutePath().normalize().getFileName())
                    .replaceAll("\\.[^.]*$", "");
            String unique = name;
            for (int number = 2; sets.containsKey(unique); number++) {
                unique = name + "-" + number;
            }
            sets.put(unique, reading.read(source, out));
        }
        AnnotationSet merged = MergedSets.of(sets);
        writing.write(merged, out);
        StatisticsTable.print(merged, out);
        return ExitCode.OK;
    }
}
