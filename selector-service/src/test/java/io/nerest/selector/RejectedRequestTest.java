package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingRequested;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A request that another service rejects ends its round, over the real broker: no round waits forever. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class RejectedRequestTest extends SelectorTestBase {

    private UUID open(String name, String more) {
        driver.camera(name, 12);
        driver.labelledCamera(name + "-val", 1);
        return driver.open("{'name':'" + name + "','streams':['" + name + "'],'validation':{'streams':['" + name
                + "-val']},'initial':2,'batchSize':2,'sampleSize':5,'rounds':1," + more + "}");
    }

    @Test
    void aTrainingRequestThatTheTrainerRejectsEndsItsRoundAsFailedWithTheReason() {
        UUID id = open("rejected", "'strategy':'random','settings':{'emptyFrames':'certain'}");
        driver.labelBatch(id, 0);
        TrainingRequested request = driver.training(id, 0);

        fixture.reject(Topics.TRAINING_REQUESTS, id.toString(), request, "imgsz=100: must be a multiple of 32");
        driver.untilRound(id, 0, "FAILED");

        assertThat(driver.campaign(id).getString("rounds[0].reason"))
                .isEqualTo("the trainer rejected the request: imgsz=100: must be a multiple of 32");
        assertThat(driver.batch(id, 1, BatchKind.LABEL))
                .as("the next round opens")
                .hasSize(2);
    }

    @Test
    void aRejectedTrainingRequestThatIsReceivedTwiceEndsOneRound() {
        UUID id = open("rejected-twice", "'strategy':'random','settings':{'emptyFrames':'certain'}");
        driver.labelBatch(id, 0);
        TrainingRequested request = driver.training(id, 0);

        fixture.reject(Topics.TRAINING_REQUESTS, id.toString(), request, "out of range");
        fixture.reject(Topics.TRAINING_REQUESTS, id.toString(), request, "out of range");
        driver.untilRound(id, 0, "FAILED");
        driver.labelBatch(id, 1);
        driver.train(id, 1);

        assertThat(driver.campaign(id).getList("rounds.state")).containsExactly("FAILED", "TRAINED");
    }

    @Test
    void aRoundWhoseScoringRequestIsRejectedEndsAsFailedAtItsDeadline() {
        UUID id = open("unscored", "'strategy':'entropy','scoreDeadlineSeconds':1");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.until(() -> !fixture.scoringRequestsOf(id, 1).isEmpty());
        ScoringRequested request = fixture.scoringRequestsOf(id, 1).get(0);

        fixture.reject(Topics.SCORING_REQUESTS, request.requestId().toString(), request, "unknown model");
        driver.untilRound(id, 1, "FAILED");

        assertThat(driver.campaign(id).getString("rounds[1].reason"))
                .isEqualTo("scoring rejected the request for scores: unknown model");
    }
}
