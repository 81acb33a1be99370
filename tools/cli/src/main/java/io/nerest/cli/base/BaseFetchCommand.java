package io.nerest.cli.base;

import io.nerest.commandline.OutputPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect base fetch}: copies of the sources' repositories, at fixed commits. */
@Command(
        name = "fetch",
        showDefaultValues = true,
        description = "Fetches the repositories with labelled images at fixed commits, by git; about 3 GB.")
public final class BaseFetchCommand implements Callable<Integer> {
    @Option(
            names = "--mirror",
            paramLabel = "DIR",
            description = "Folder of the copies.",
            defaultValue = "build/base/mirror")
    private Path mirror = Path.of("build/base/mirror");

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address before owner/name of a repository.",
            defaultValue = "https://github.com/")
    private String server = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        OutputPlace.folder("--mirror", mirror);
        for (BaseSource source : BaseSource.ALL) {
            SourceMirror copy = new SourceMirror(source, mirror);
            boolean present = copy.exists();
            if (!present) {
                out.println(source.repository() + ": fetching " + source.commit());
                copy.fetch(server);
            }
            out.println(source.repository() + ": " + source.commit() + (present ? " is here already" : " fetched"));
        }
        return 0;
    }
}
