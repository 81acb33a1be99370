package io.nerest.standalone.costs;

import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackAddresses;
import io.nerest.standalone.stack.StackFile;
import io.nerest.standalone.stack.StoreCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest costs}: measures what a frame takes in a running stack, and multiplies. */
@Command(
        name = "costs",
        description = "Measure what a frame costs in a running stack, and print what a season of cameras would cost.")
public final class CostsCommand implements Callable<Integer> {
    /** The store is not read: ingest counts the bytes of the frames. */
    private static final StoreCredentials NO_CREDENTIALS = new StoreCredentials("", "");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State directory of a running stack that has scored frames. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Option(
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            names = "--stack",
            paramLabel = "PART=ADDRESS",
            split = ",",
            description = "Measure an installation elsewhere, instead of --data-dir:"
                    + " kafka=HOST:PORT,s3=URL,ingest=URL,scoring=URL,selector=URL,trainer=URL. The access token is the environment"
                    + " variable NEREST_ACCESS_TOKEN.")
    private Map<String, String> stack = new LinkedHashMap<>();

    @Option(names = "--cameras", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int cameras = 20;

    @Option(
            names = "--fps",
            paramLabel = "F",
            defaultValue = "1",
            description = "Frames per second of each camera. Default: ${DEFAULT-VALUE}.")
    private double fps = 1;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "Days of the season. Default: ${DEFAULT-VALUE}.")
    private int days = 90;

    @Option(
            names = "--empty-share",
            paramLabel = "F",
            defaultValue = "0.95",
            description = "Share of frames without fish, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double emptyShare = 0.95;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cameras < 1 || !(fps > 0) || days < 1 || !(emptyShare >= 0 && emptyShare <= 1)) {
            throw new IllegalArgumentException(
                    "--cameras and --days must be at least 1, --fps above 0, --empty-share from 0 to 1");
        }
        StackAddresses measured = addresses();
        String name = stack.isEmpty() ? "the stack on " + dataDir : "the stack of " + measured.service("ingest");
        CostMeasurement measurement = new CostMeasurement(measured);
        measurement.requireFrames(name);
        FrameCost cost = measurement.measure();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d cameras, %s frames per second each, %d days; one frame measured in %s%n%n",
                cameras, fps, days, name);
        out.print(CostTable.of(cost, SeasonPlan.of(cameras, fps, days, emptyShare))
                .markdown());
        out.flush();
        return 0;
    }

    private StackAddresses addresses() throws IOException {
        if (!stack.isEmpty()) {
            return StackAddresses.of(stack, NO_CREDENTIALS, Endpoints.BUCKET);
        }
        StackFile running = StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .orElseThrow(() -> new IllegalArgumentException("no stack runs on " + dataDir
                        + ": start one with './nerest up --data-dir " + dataDir
                        + "' and send it frames, or name an installation with --stack"));
        return new Endpoints(running.ports(), AccessToken.in(dataDir)).addresses();
    }
}
