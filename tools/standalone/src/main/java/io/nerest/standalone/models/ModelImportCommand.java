package io.nerest.standalone.models;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.remote.RemoteService;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest model import}: sends a weights file to the trainer, which checks, signs and publishes it. */
@Command(
        name = "import",
        description = {
            "Import a model from a weights file: safetensors, or a .pt file (YOLOv8 or YOLOv5u), whose code is never executed.",
            "Campaigns can then name it as base (baseModelId), in a committee (settings.models) or as teacher (training.distill)."
        })
public final class ModelImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The weights.")
    private Path file = Path.of("");

    @Option(
            names = "--class-names",
            paramLabel = "NAME",
            split = ",",
            description = "Names by class id, separated by commas. Default: those in the file.")
    private List<String> classNames = List.of();

    @Option(
            names = "--trainer",
            paramLabel = "URL",
            description = "Address of the trainer. Default: that of the stack on --data-dir.")
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
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("'" + file + "' is no file; name the weights to import");
        }
        ModelUpload.Answer model = upload().send(file, classNames);
        PrintWriter text = spec.commandLine().getOut();
        text.println((model.isNew() ? "imported " : "already imported: ") + model.modelId() + ", "
                + model.architecture() + ", classes " + model.classNames());
        text.println("name it in a campaign: \"baseModelId\":\"" + model.modelId() + "\", \"settings\":{\"models\":["
                + "...]} or \"training\":{\"distill\":\"" + model.modelId() + "\"}");
        text.flush();
        return ExitCode.OK;
    }

    private ModelUpload upload() throws IOException {
        if (trainer.isPresent()) {
            return new ModelUpload(RemoteService.ofStack("--trainer", trainer.get(), Optional.empty()));
        }
        StackFile stack = StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .orElseThrow(() -> new IllegalArgumentException("no stack runs on " + dataDir
                        + ": start one with './nerest up --data-dir " + dataDir
                        + "', or name the trainer with --trainer"));
        Endpoints endpoints = new Endpoints(stack.ports(), AccessToken.in(dataDir));
        return new ModelUpload(RemoteService.ofStack(
                "--data-dir", endpoints.service("trainer"), Optional.of(endpoints.accessToken())));
    }
}
