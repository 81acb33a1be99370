package io.nerest.standalone.tensorboard;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OutputPlace;
import io.nerest.commandline.remote.RemoteService;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest tensorboard}: collects the event files of a campaign's trainings and prints how to show them. */
@Command(
        name = "tensorboard",
        description =
                "Collect the event files of a campaign's trainings into one folder, and print the command that shows them.")
public final class TensorBoardCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CAMPAIGN", description = "Id of the campaign.")
    private String campaign = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "build/tensorboard",
            description = "Folder to write. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("build/tensorboard");

    @Option(
            names = "--selector",
            paramLabel = "URL",
            description = "Address of the selector; then --trainer is needed too.")
    private Optional<URI> selector = Optional.empty();

    @Option(names = "--trainer", paramLabel = "URL", description = "Address of the trainer.")
    private Optional<URI> trainer = Optional.empty();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State directory of a running stack. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (selector.isPresent() != trainer.isPresent()) {
            throw new IllegalArgumentException("--selector and --trainer: give both addresses, or neither");
        }
        Path folder = OutputPlace.folder("--out", out).resolve(campaign.replaceAll("[^A-Za-z0-9._-]", "_"));
        List<Integer> rounds = files().fetch(campaign, folder);
        PrintWriter text = spec.commandLine().getOut();
        if (rounds.isEmpty()) {
            text.println("no training of campaign " + campaign + " has kept event files yet");
        } else {
            text.println("rounds " + rounds + " are in " + folder + "; show them with");
            text.println("  tensorboard --logdir " + folder);
        }
        text.flush();
        return ExitCode.OK;
    }

    private CampaignEventFiles files() throws IOException {
        if (selector.isPresent() && trainer.isPresent()) {
            return new CampaignEventFiles(
                    RemoteService.ofStack("--selector", selector.get(), Optional.empty()),
                    RemoteService.ofStack("--trainer", trainer.get(), Optional.empty()));
        }
        StackFile stack = StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .orElseThrow(() -> new IllegalArgumentException("no stack runs on " + dataDir
                        + ": start one with './nerest up --data-dir " + dataDir
                        + "', or name its services with --selector and --trainer"));
        Endpoints endpoints = new Endpoints(stack.ports(), AccessToken.in(dataDir));
        Optional<String> token = Optional.of(endpoints.accessToken());
        return new CampaignEventFiles(
                RemoteService.ofStack("--data-dir", endpoints.service("selector"), token),
                RemoteService.ofStack("--data-dir", endpoints.service("trainer"), token));
    }
}
