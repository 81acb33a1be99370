package io.nerest.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The style of all command lines. Every command has {@code --help}, {@code --version} and {@code --verbose}, lists its
 * options in the order of declaration and its exit codes, reads enums in any case, and accepts {@code key=value} for
 * {@code --key=value}. A wrong argument is reported in one line with the nearest known name, a failure in one line; a
 * group of commands has {@code help}.
 *
 * <p>A command that documents its own exit codes keeps them.
 */
public final class NerestCommandLine {
    /** If this environment variable is set, failures print their stack trace, as with {@code --verbose}. */
    public static final String VERBOSE_VARIABLE = "NEREST_VERBOSE";

    private final CommandLine picocli;

    private NerestCommandLine(CommandLine picocli) {
        this.picocli = picocli;
    }

    /**
     * Creates the command line of an annotated command or group of commands.
     *
     * @param command an object annotated with picocli's {@code @Command}; a group need not be runnable
     * @param invalidInput exceptions that exit with {@link ExitCode#INVALID_INPUT}, besides
     *     {@link IllegalArgumentException} and those of a file that does not exist or cannot be opened
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied at once
    public static NerestCommandLine create(Object command, Class<? extends Exception>... invalidInput) {
        VerboseOption verbose = new VerboseOption();
        CommandLine picocli = new CommandLine(command);
        picocli.addMixin("verbose", verbose);
        adopt(picocli);
        picocli.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureReport(
                        () -> verbose.isSet() || System.getenv(VERBOSE_VARIABLE) != null, List.of(invalidInput)));
        return new NerestCommandLine(picocli);
    }

    /** Writes the commands' output and error messages to the given writers. */
    public NerestCommandLine writingTo(PrintWriter out, PrintWriter err) {
        picocli.setOut(out).setErr(err);
        return this;
    }

    /**
     * Runs one command line in this process.
     *
     * @return the exit code, one of {@link ExitCode} unless the command documents others
     */
    public int execute(String... args) {
        return picocli.execute(KeyValueArguments.toOptions(picocli, args));
    }

    /** Runs one command line, with the log on standard error and output in UTF-8, and ends the process. */
    public void executeAndExit(String... args) {
        CommandLogging.toStandardError();
        writingTo(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8));
        System.exit(execute(args));
    }

    private static void adopt(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.mixinStandardHelpOptions(true).versionProvider(new ProductVersion());
        UsageMessageSpec usage = spec.usageMessage().sortOptions(false);
        Map<String, CommandLine> subcommands = line.getSubcommands();
        if (subcommands.isEmpty()) {
            if (usage.exitCodeList().isEmpty()) {
                usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
            }
            return;
        }
        subcommands.values().forEach(NerestCommandLine::adopt);
        usage.commandListHeading("%nCommands:%n").synopsisSubcommandLabel("COMMAND");
        if (!subcommands.containsKey("help")) {
            line.addSubcommand(new HelpCommand());
        }
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(Integer.toString(ExitCode.OK), "success");
        codes.put(Integer.toString(ExitCode.FAILED), "the run or a check failed");
        codes.put(Integer.toString(ExitCode.INVALID_INPUT), "invalid arguments or input; nothing was run");
        return codes;
    }
}
