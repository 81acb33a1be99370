package io.nerest.platform;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the platform: one sub-command per part, each run as a process of its own. */
@Command(
        name = "platform",
        description = "Runs one part of the platform until it is told to stop.",
        mixinStandardHelpOptions = true,
        subcommands = {KafkaCommand.class, PostgresCommand.class, S3Command.class})
public final class Main {
    private Main() {}

    /**
     * Runs one part. Prints {@code READY <part> localhost:<port>} on standard output once it accepts requests.
     *
     * @param args the part and its options; {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
