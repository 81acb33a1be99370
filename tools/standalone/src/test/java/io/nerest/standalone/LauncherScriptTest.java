package io.nerest.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.standalone.stack.Installation;
import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of the {@code nerest} script before it builds or starts anything. */
class LauncherScriptTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"Darwin, arm64", "Linux, aarch64", "MINGW64_NT-10.0, x86_64"})
    void aPlatformWithoutNativeLibrariesIsRejectedByName(String system, String machine) throws Exception {
        program("bin/uname", "[ \"$1\" = -s ] && echo " + system + " || echo " + machine);

        Result result = nerest(Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH")), "up");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output())
                .contains(system + " " + machine + " is not supported")
                .contains("Linux x86_64 only");
    }

    @Test
    void aPlatformWithAProfileMayBeTried() throws Exception {
        program("bin/uname", "[ \"$1\" = -s ] && echo Linux || echo aarch64");

        Result result = nerest(
                Map.of(
                        "PATH",
                        folder.resolve("bin") + ":" + System.getenv("PATH"),
                        "NEREST_UNTRIED_PLATFORM",
                        "true",
                        "JAVA_HOME",
                        folder.resolve("none").toString()),
                "up");

        assertThat(result.output())
                .as("the next check")
                .contains("does not exist")
                .doesNotContain("not supported");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392, 8", "11.0.2, 11", "16, 16"})
    void aJavaOlderThan17IsRejectedByItsVersion(String version, int major) throws Exception {
        program("jdk/bin/java", "echo 'openjdk version \"" + version + "\" 2020-01-01' >&2");

        Result result = nerest(Map.of("JAVA_HOME", folder.resolve("jdk").toString()), "demo");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("is Java " + major).contains("17 or newer");
    }

    @Test
    void aMissingJavaIsReportedWithItsPath() throws Exception {
        Result result = nerest(Map.of("JAVA_HOME", folder.resolve("none").toString()), "status");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains(folder.resolve("none/bin/java") + "' does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--frames abc | --frames=abc: must be a whole number from 1 to 100000000, not 'abc'",
                "--frames=0 | --frames=0: must be a whole number from 1 to 100000000, not '0'",
                "frames=1000000000 | must be a whole number from 1 to 100000000, not '1000000000'",
                "--frames=20,10 | --frames=20,10: the numbers must rise",
                "--frames=10, | --frames=10,: must be a whole number",
                "--frames | --frames needs a value",
                "--batch-size -1 | --batch-size=-1: must be a whole number",
                "--labelled=1,2 | --labelled=1,2: must be one whole number",
                "--dimensions=1.5 | --dimensions=1.5: must be a whole number",
                "--strategies random,entropi | strategy 'entropi' is not known",
                "--frame=10 | unknown argument 'frame': the arguments are --frames, --strategies",
                "ten | 'ten' is not an argument",
            })
    void aBadArgumentOfTheBenchmarkIsRejectedBeforeABuild(String arguments, String message) throws Exception {
        Result result = nerest(Map.of(), ("benchmark " + arguments).split(" "));

        assertThat(result.output()).contains(message).doesNotContain("building");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void anUnknownCommandIsRejectedByName() throws Exception {
        Result result = nerest(Map.of(), "dmeo");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("unknown command 'dmeo'").contains("Usage: nerest COMMAND");
    }

    @Test
    void theVersionIsPrintedWithoutABuild() throws Exception {
        Result result = nerest(Map.of(), "--version");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).startsWith("Nerest ").contains("Java ");
    }

    private record Result(int exitCode, String output) {}

    private Result nerest(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("bash", Installation.locate().home().resolve("nerest").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        Path log = folder.resolve("output.txt");
        try (ChildProcess script = ChildProcess.start(new ChildSpec("nerest", command, variables, log))) {
            return new Result(script.awaitExit(LIMIT), Files.readString(log));
        }
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
