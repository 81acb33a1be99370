package io.nerest.platform;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the platform: one subcommand per part; each part runs in its own process. */
@Command(
        name = "platform",
        description = "Runs one part of the platform until SIGTERM.",
        mixinStandardHelpOptions = true,
        subcommands = {KafkaCommand.class, PostgresCommand.class, S3Command.class})
public final class Main {
    private Main() {}

    /**
     * Runs one part. Prints {@code READY <part> localhost:<port>} to standard output when it accepts requests.
     *
     * @param args the part and its options; {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
