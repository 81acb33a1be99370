package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.system.ChildSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo as the launcher script does: with the packaged class path, in its own process. */
class DemoIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theDemoTrainsAModelAndAccountsForEveryFrame() throws Exception {
        Path data = folder.resolve("data");
        assertThat(launch(
                        "io.nerest.simulator.Simulate",
                        List.of(
                                "--out",
                                data.toString(),
                                "--frames",
                                "24",
                                "--streams",
                                "2",
                                "--val-streams",
                                "1",
                                "--width",
                                "160",
                                "--height",
                                "96")))
                .as(log())
                .isZero();

        int code = launch(
                "io.nerest.standalone.Standalone",
                List.of(
                        "demo",
                        "--data",
                        data.resolve("data.yaml").toString(),
                        "--base",
                        FastStart.tinyBase(Installation.locate()).toString(),
                        "--rounds",
                        "1",
                        "--initial",
                        "3",
                        "--batch-size",
                        "2",
                        "--epochs",
                        "1",
                        "--imgsz",
                        "96",
                        "--out",
                        folder.resolve("out").toString()));

        assertThat(code).as(log()).isZero();
        JsonNode report = JSON.readTree(folder.resolve("out/report.json").toFile());
        assertThat(report.at("/reconciliation/registered").asInt()).isEqualTo(24);
        assertThat(report.at("/reconciliation/scored").asInt()).isEqualTo(24);
        assertThat(report.at("/reconciliation/discrepancies")).isEmpty();
        assertThat(report.at("/rounds")).hasSize(2);
        assertThat(log()).doesNotContain("Exception", "INFO");
        everyServiceWasStoppedInOrder();
    }

    /** A service that ends before it has left its consumer groups keeps its partitions until Kafka's session limit. */
    private void everyServiceWasStoppedInOrder() throws IOException {
        for (String service : Endpoints.SERVICES) {
            assertThat(Files.readString(folder.resolve("out/logs/" + service + ".log")))
                    .as("log of " + service)
                    .contains(service + " stopped in");
        }
    }

    private int launch(String main, List<String> arguments) throws Exception {
        Path target = Installation.locate().home().resolve("tools/standalone/target");
        List<String> command = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dnerest.home=" + Installation.locate().home(),
                "-cp",
                target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*",
                main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(ChildSpec.java(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(FastStart.ENVIRONMENT);
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private String log() throws Exception {
        return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    }

    private Path logFile() {
        return folder.resolve("output.log");
    }
}
