package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nerest.deployment.expected.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs k8s/check-alerts.sh: Prometheus's own tool checks the rules and their unit tests. */
class AlertTimingTest {
    @Test
    void everyAlertFiresInOneCaseAndStaysSilentInAnother() throws Exception {
        assumeTrue(isInstalled(), "promtool is not installed: apt-get install prometheus");

        Process check = new ProcessBuilder(
                        SourceTree.ROOT.resolve("k8s/check-alerts.sh").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
        assertThat(check.exitValue()).as(output).isZero();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("promtool", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
