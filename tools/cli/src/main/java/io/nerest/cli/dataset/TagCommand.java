package io.nerest.cli.dataset;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dataset tag}: a name for a version of a named data set. */
@Command(
        name = "tag",
        description = "Gives a version of a named data set a tag, which names no other version any longer.")
final class TagCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "name of the data set")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "its number, another tag, or latest")
    private String version = "";

    @Parameters(index = "2", paramLabel = "TAG", description = "letters, digits, '.', '_' and '-'")
    private String tag = "";

    @Mixin
    private StackDatasetOptions stack = new StackDatasetOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(name + " "
                + ListDatasetsCommand.line(stack.ingest()
                        .put(
                                StackDatasetOptions.path(name) + "/tags/" + StackDatasetOptions.segment(tag),
                                RemoteService.JSON.createObjectNode().put("version", version))));
        out.flush();
        return ExitCode.OK;
    }
}
