package io.nerest.cli.parity;

import io.nerest.commandline.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code nerest detect parity GOLDEN_DIR}: prints each check with its largest difference; exits with 0 if all hold.
 */
@Command(name = "parity", description = "Compares the detector with a reference on known inputs.")
public final class ParityCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "GOLDEN_DIR", description = "folder of reference inputs and outputs")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Check> failed = new ArrayList<>();
        int[] made = new int[1];
        Parity.run(folder, check -> {
            out.println(check.line());
            out.flush();
            made[0]++;
            if (!check.holds()) {
                failed.add(check);
            }
        });
        out.printf("%d checks, %d failed%n", made[0], failed.size());
        return failed.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
