package io.nerest.cli.options;

import io.nerest.commandline.OutputPlace;
import io.nerest.commandline.ResultFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of the commands that write a folder of results. */
public final class ResultFolderOptions {
    @Option(
            names = "--project",
            defaultValue = "runs/detect",
            description = "parent folder of the results (${DEFAULT-VALUE})")
    private Path project = Path.of("");

    @Option(names = "--name", defaultValue = "", description = "name of the result folder (the name of the command)")
    private String name = "";

    @Option(
            names = "--exist_ok",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "write into an existing folder instead of a numbered one")
    private boolean existOk;

    /**
     * Checks that the folder can be created, without creating it.
     *
     * @param command name of the folder if {@code --name} is not given
     * @throws IllegalArgumentException if the name is invalid, or {@code --project} cannot be written
     */
    public void check(String command) {
        ResultFolder.requireName(name.isEmpty() ? command : name);
        OutputPlace.folder("project", project);
    }

    /**
     * Creates the folder.
     *
     * @param command name of the folder if {@code --name} is not given
     * @throws IOException if the folder cannot be created
     */
    public Path create(String command) throws IOException {
        return ResultFolder.create(project, name.isEmpty() ? command : name, existOk);
    }
}
