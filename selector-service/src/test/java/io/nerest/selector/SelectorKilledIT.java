package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Topics;
import io.nerest.testing.Platform;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeyFiles;
import io.nerest.testing.access.LauncherTokenInTests;
import io.nerest.testing.access.TestTokens;
import io.restassured.path.json.JsonPath;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service as its own process, killed in every state of a round. */
class SelectorKilledIT {

    private static final Path SERVICE = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** One pair for all tests: they share the topic of models. */
    private static final SigningKeyFiles KEYS = SigningKeyFiles.create(Path.of("target"));

    private final Platform platform = SharedPlatform.get();
    private SelectorFixture fixture;
    private int port;
    private Process service;

    @BeforeEach
    void start() throws IOException {
        LauncherTokenInTests.sendToken();
        fixture = new SelectorFixture(platform.kafkaBootstrapServers(), KEYS.privateKey());
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        startService();
    }

    @AfterEach
    void stop() throws InterruptedException {
        fixture.close();
        service.destroyForcibly().waitFor();
    }

    private void startService() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.host=localhost",
                "-Dnerest.access.token=" + TestTokens.LAUNCHER,
                "-Dnerest.signing.public-key=" + KEYS.publicKey(),
                // The broker assigns the partitions of the killed process to its successor after this time.
                "-Dmp.messaging.connector.smallrye-kafka.session.timeout.ms=3000",
                "-Dmp.messaging.connector.smallrye-kafka.heartbeat.interval.ms=1000"));
        platform.configuration().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", SERVICE.toString()));
        service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/selector.log")))
                .start();
        until(() -> answers("/q/health/ready"));
    }

    private void killAndStartAgain() throws IOException, InterruptedException {
        service.destroyForcibly().waitFor();
        startService();
    }

    private boolean answers(String path) {
        try {
            return given().port(port).get(path).statusCode() == 200;
        } catch (Exception e) {
            return false;
        }
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(condition::getAsBoolean);
    }

    private JsonPath campaign(UUID id) {
        return given().port(port).get("/api/campaigns/" + id).jsonPath();
    }

    private void untilRound(UUID id, int round, String state) {
        until(() -> {
            List<String> states = campaign(id).getList("rounds.state");
            return states.size() > round && states.get(round).equals(state);
        });
    }

    private UUID open(String stream) {
        List<FrameRef> validation = fixture.cameraSends(stream + "-val", 2);
        fixture.label(validation);
        fixture.cameraSends(stream, 30);
        fixture.publishBase("base-1");
        until(() -> received(stream, 30, 0) && received(stream + "-val", 2, 2));
        String[] opened = {""};
        until(() -> {
            JsonPath answer = given().port(port)
                    .contentType("application/json")
                    .body("{\"name\":\"" + stream + "\",\"streams\":[\"" + stream
                            + "\"],\"validation\":{\"streams\":[\"" + stream + "-val\"]},"
                            + "\"initial\":3,\"batchSize\":2,\"sampleSize\":10,\"rounds\":1}")
                    .post("/api/campaigns")
                    .jsonPath();
            opened[0] = answer.getString("id");
            return opened[0] != null;
        });
        return UUID.fromString(opened[0]);
    }

    private boolean received(String stream, int frames, int labelled) {
        JsonPath pool = given().port(port).get("/api/pool").jsonPath();
        Integer has = pool.get("streams.find { it.streamId == '" + stream + "' }?.frames");
        Integer labels = pool.get("streams.find { it.streamId == '" + stream + "' }?.labelled");
        return has != null && has == frames && labels != null && labels == labelled;
    }

    @Test
    void aTrainingRequestThatIsRejectedWhileTheServiceIsDownEndsItsRound() throws IOException, InterruptedException {
        UUID id = open("rejected");
        until(() -> !fixture.batchesOf(id, 0, BatchKind.LABEL).isEmpty());
        fixture.batchesOf(id, 0, BatchKind.LABEL)
                .get(0)
                .frames()
                .forEach(selected -> fixture.label(selected.frame(), 1));
        until(() -> !fixture.trainingRequestsOf(id, 0).isEmpty());

        service.destroyForcibly().waitFor();
        fixture.reject(
                Topics.TRAINING_REQUESTS,
                id.toString(),
                fixture.trainingRequestsOf(id, 0).get(0),
                "lr00=3: unknown argument");
        startService();

        untilRound(id, 0, "FAILED");
        assertThat(campaign(id).getString("rounds[0].reason")).contains("lr00=3: unknown argument");
    }

    @Test
    void aCampaignLosesNothingWhereverItsServiceIsKilled() throws IOException, InterruptedException {
        UUID id = open("kill");
        for (int round = 0; round <= 1; round++) {
            int now = round;
            if (round > 0) {
                untilRound(id, round, "SCORING");
                killAndStartAgain();
                until(() -> !fixture.scoringRequestsOf(id, now).isEmpty());
                fixture.scoringRequestsOf(id, now).forEach(fixture::answer);
            }
            untilRound(id, round, "LABELLING");
            if (round == 0) {
                killAndStartAgain();
            }
            until(() -> !fixture.batchesOf(id, now, BatchKind.LABEL).isEmpty());
            fixture.batchesOf(id, now, BatchKind.LABEL)
                    .get(0)
                    .frames()
                    .forEach(selected -> fixture.label(selected.frame(), 1));
            untilRound(id, round, "TRAINING");
            if (round == 0) {
                killAndStartAgain();
            }
            until(() -> !fixture.trainingRequestsOf(id, now).isEmpty());
            fixture.trained(fixture.trainingRequestsOf(id, now).get(0));
            untilRound(id, round, "TRAINED");
        }
        until(() -> campaign(id).getString("state").equals("COMPLETED"));

        assertThat(campaign(id).getList("rounds.labels")).containsExactly(3, 5);
        for (int round = 0; round <= 1; round++) {
            // Events are delivered at least once; a repeated one is the same event.
            assertThat(fixture.batchesOf(id, round, BatchKind.LABEL).stream().distinct())
                    .hasSize(1);
            assertThat(fixture.trainingRequestsOf(id, round).stream().distinct())
                    .hasSize(1);
        }
        assertThat(fixture.scoringRequestsOf(id, 1).stream().distinct()).hasSize(1);
    }
}
