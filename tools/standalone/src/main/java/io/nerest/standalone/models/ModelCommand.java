package io.nerest.standalone.models;

import picocli.CommandLine.Command;

/** {@code nerest model}: the models of a running stack. */
@Command(
        name = "model",
        description = "Models of a running stack.",
        subcommands = {ModelImportCommand.class})
public final class ModelCommand {}
