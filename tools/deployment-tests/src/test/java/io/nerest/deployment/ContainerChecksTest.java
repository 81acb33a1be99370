package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nerest.deployment.expected.SourceTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Builds the images of the packaged modules and runs the checks that start them, in {@code ./mvnw verify -Pcontainers} alone: they take
 * minutes. Skipped where no engine answers.
 */
@EnabledIfSystemProperty(named = "nerest.platform", matches = "containers")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ContainerChecksTest {

    @BeforeAll
    static void buildImages() throws Exception {
        assumeTrue(succeeds("docker", "info"), "no Docker engine answers (scripts/docker-engine.sh starts one)");
        assertThat(run("scripts/build-images.sh", "--stand-ins")).contains("nerest/tools:", "nerest/stand-in-s3:");
    }

    @Test
    void theComposeStackStartsAndTheCountsOfTheDemoReconcile() throws Exception {
        requirePassed(run("scripts/check-compose.sh", "--stand-ins"));
    }

    @Test
    void podmanPlaysTheRenderedPodsAndAFrameIsScored() throws Exception {
        requirePassed(run("scripts/check-kube-play.sh"));
    }

    private static void requirePassed(String output) {
        assumeFalse(output.contains("SKIPPED"), output);
        assertThat(output).contains("PASSED");
    }

    /** Runs a script of the repository, prints what it prints, and requires that it succeeds. */
    private static String run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(SourceTree.ROOT.resolve(script).toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putIfAbsent("HEALTHY_LIMIT_S", "900");
        Process process = builder.start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                output.append(line).append('\n');
            }
        }
        assertThat(process.waitFor()).as("%s", output).isZero();
        return output.toString();
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
