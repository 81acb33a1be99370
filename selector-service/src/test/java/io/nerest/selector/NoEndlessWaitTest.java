package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every wait of a campaign ends by an event or by a deadline. Deadlines of days are tested by moving the start of the wait. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class NoEndlessWaitTest extends SelectorTestBase {

    private UUID open(String name, String more) {
        return open(name, 5, 1, more);
    }

    private UUID open(String name, int sampleSize, int rounds, String more) {
        driver.camera(name, 12);
        driver.labelledCamera(name + "-val", 1);
        return driver.open("{'name':'" + name + "','streams':['" + name + "'],'validation':{'streams':['" + name
                + "-val']},'initial':2,'batchSize':2,'sampleSize':" + sampleSize + ",'rounds':" + rounds + "," + more
                + "}");
    }

    /** Moves a time of a round's document into the past. */
    private void moveBack(UUID id, int round, String field, Duration by) {
        assertThat(tables.update(
                        "update round set body = jsonb_set(body, cast(?1 as text[]), to_jsonb(cast(?2 as text)))"
                                + " where campaign_id = ?3 and number = ?4",
                        "{" + field + "}",
                        Instant.now().minus(by).toString(),
                        id,
                        round))
                .isEqualTo(1);
    }

    private UUID inTraining(String name) {
        UUID id = open(name, "'strategy':'random'");
        driver.labelBatch(id, 0);
        driver.training(id, 0);
        return id;
    }

    @Test
    void aRoundWhoseFramesNobodyLabelsTrainsOnTheLabelsThereAreAtItsDeadline() {
        UUID id = open("unlabelled", "'strategy':'random','labelDeadlineSeconds':100");
        List<FrameRef> batch = driver.batch(id, 0, BatchKind.LABEL);
        fixture.label(batch.subList(0, 1));
        driver.awaitLabels("unlabelled", 1);

        moveBack(id, 0, "since", Duration.ofSeconds(101));
        driver.training(id, 0);

        assertThat(driver.campaign(id).getInt("rounds[0].labels")).isEqualTo(1);
        assertThat(driver.campaign(id).getString("rounds[0].notes[0]")).contains("1 of 2 frames had no label by");
    }

    @Test
    void aRoundThatNobodyLabelsAtAllFailsAtItsDeadline() {
        UUID id = open("nobody", "'strategy':'random','labelDeadlineSeconds':100");
        driver.batch(id, 0, BatchKind.LABEL);

        moveBack(id, 0, "since", Duration.ofSeconds(101));
        driver.untilRound(id, 0, "FAILED");

        assertThat(driver.campaign(id).getString("rounds[0].reason")).contains("no labelled frame");
    }

    @Test
    void scoresThatDoNotArriveAreRequestedAgainAndTheRoundFailsAfterAWeek() {
        UUID id = open("silent", "'strategy':'entropy','scoreDeadlineSeconds':1");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.until(() -> fixture.scoringRequestsOf(id, 1).size() >= 2);
        assertThat(fixture.scoringRequestsOf(id, 1))
                .allSatisfy(request -> assertThat(request.frames()).hasSize(5));

        moveBack(id, 1, "openedAt", Duration.ofDays(8));
        moveBack(id, 1, "deadline", Duration.ofSeconds(1));
        driver.untilRound(id, 1, "FAILED");

        assertThat(driver.campaign(id).getString("rounds[1].reason")).isEqualTo("no score has arrived within 7 days");
    }

    @Test
    void aTrainingWithoutAnyAnswerIsRequestedAgainAndItsRoundFailsInTheEnd() {
        UUID id = inTraining("lost");

        moveBack(id, 0, "since", Duration.ofMinutes(16));
        driver.until(() -> fixture.trainingRequestsOf(id, 0).size() == 2);
        assertThat(fixture.trainingRequestsOf(id, 0))
                .extracting(TrainingRequested::trainingId)
                .containsOnly(driver.training(id, 0).trainingId());
        tables.update("update round set body = jsonb_set(body, '{repeated,count}', '96') where campaign_id = ?1", id);
        moveBack(id, 0, "repeated,last", Duration.ofMinutes(15));
        driver.untilRound(id, 0, "FAILED");

        assertThat(driver.campaign(id).getString("rounds[0].reason")).contains("no trainer has answered since");
        driver.awaitOnly(() -> fixture.cancellations.stream()
                .anyMatch(cancelled ->
                        cancelled.trainingId().equals(driver.training(id, 0).trainingId())));
    }

    @Test
    void anAnswerOfTheTrainerStartsTheWaitAgain() {
        UUID id = inTraining("answers");
        TrainingRequested request = driver.training(id, 0);
        moveBack(id, 0, "since", Duration.ofDays(3));
        fixture.send(
                Topics.TRAINING_PROGRESS,
                id.toString(),
                new TrainingProgressed(
                        request.trainingId(),
                        id,
                        0,
                        TrainingProgressed.State.QUEUED,
                        0,
                        3,
                        null,
                        null,
                        0,
                        null,
                        Instant.now()));
        driver.awaitOnly(() -> tables.count("from training where id = ?1", request.trainingId()) == 1);

        engine.advance(id);

        assertThat(driver.round(id)).isEqualTo("TRAINING");
        assertThat(tables.count("from round where campaign_id = ?1 and body -> 'repeated' is not null", id))
                .isZero();
    }

    @Test
    void cancellingACampaignCancelsItsTraining() {
        UUID id = inTraining("cancelled");
        UUID training = driver.training(id, 0).trainingId();

        given().post("/api/campaigns/" + id + "/cancel").then().statusCode(200);

        driver.awaitOnly(() -> fixture.cancellations.stream()
                .anyMatch(cancelled -> cancelled.trainingId().equals(training)
                        && cancelled.reason().contains("campaign was cancelled")));
    }

    private void unscorable(FrameRef frame) {
        fixture.send(
                Topics.UNSCORABLE_FRAMES,
                frame.frameId().toString(),
                new FrameUnscorable(frame, "the object does not exist", "pod", Instant.now()));
        driver.awaitOnly(
                () -> tables.count("from frame where id = ?1 and unscorable is not null", frame.frameId()) == 1);
    }

    @Test
    void aFrameThatCannotBeScoredIsNeitherWaitedForNorRequestedAgain() {
        UUID id = open("unscorable", 0, 2, "'strategy':'entropy'");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.until(() -> !fixture.scoringRequestsOf(id, 1).isEmpty());
        List<FrameRef> sample = fixture.scoringRequestsOf(id, 1).get(0).frames();
        FrameRef broken = sample.get(0);
        sample.subList(1, sample.size()).forEach(frame -> fixture.score(frame, id + "-r0"));

        unscorable(broken);
        assertThat(driver.labelBatch(id, 1)).hasSize(2).doesNotContain(broken);
        driver.train(id, 1);
        driver.until(() -> !fixture.scoringRequestsOf(id, 2).isEmpty());

        assertThat(fixture.scoringRequestsOf(id, 2).get(0).frames()).hasSize(7).doesNotContain(broken);
    }

    @Test
    void aRoundWhoseSampleCannotBeScoredAtAllFailsAtOnce() {
        UUID id = open("all-unscorable", 2, 1, "'strategy':'entropy'");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.until(() -> !fixture.scoringRequestsOf(id, 1).isEmpty());

        fixture.scoringRequestsOf(id, 1).get(0).frames().forEach(this::unscorable);
        driver.untilRound(id, 1, "FAILED");

        assertThat(driver.campaign(id).getString("rounds[1].reason"))
                .isEqualTo("none of the sampled frames can be scored");
    }

    @Test
    void progressFromTheFutureHidesNoLaterFailure() {
        UUID id = inTraining("future");
        TrainingRequested request = driver.training(id, 0);
        fixture.send(
                Topics.TRAINING_PROGRESS,
                id.toString(),
                new TrainingProgressed(
                        request.trainingId(),
                        id,
                        0,
                        TrainingProgressed.State.STARTED,
                        0,
                        3,
                        null,
                        null,
                        0,
                        null,
                        Instant.parse("9000-01-01T00:00:00Z")));

        fixture.trainingFails(request, "out of memory");

        driver.untilRound(id, 0, "FAILED");
    }

    @Test
    void aFrameOfABatchWhoseImageIsLostIsNotWaitedFor() {
        UUID id = open("image-lost", "'strategy':'random'");
        List<FrameRef> batch = driver.batch(id, 0, BatchKind.LABEL);
        fixture.label(batch.subList(0, 1));

        unscorable(batch.get(1));

        driver.training(id, 0);
        assertThat(driver.campaign(id).getInt("rounds[0].labels")).isEqualTo(1);
    }
}
