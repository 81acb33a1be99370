package io.nerest.standalone.deadletters;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.remote.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest dead-letters drop}: marks records as worthless. */
@Command(
        name = "drop",
        description = "Mark records as worthless, so that they are not listed as open.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all were dropped", "1:a record was not dropped", "2:invalid arguments"})
final class DropCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private SelectorAddress address = new SelectorAddress();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids as './nerest dead-letters' lists them.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        SelectorClient selector = address.client();
        PrintWriter out = spec.commandLine().getOut();
        int code = ExitCode.OK;
        for (String id : ids) {
            try {
                selector.decide(id, "drop");
                out.println(id + " is dropped");
            } catch (RefusedException e) {
                out.println(id + " is not dropped: " + e.reason());
                code = ExitCode.FAILED;
            }
        }
        out.flush();
        return code;
    }
}
