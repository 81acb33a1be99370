package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected.SelectedFrame;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.Origin;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Active learning and curriculum labelling run at the same time over the same streams, each with its curve. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class SideBySideTest extends SelectorTestBase {

    @Inject
    ObjectStore objects;

    private Snapshot snapshot(UUID id, int round) {
        TrainingRequested request = fixture.trainingRequestsOf(id, round).get(0);
        return EventJson.read(objects.get(request.snapshot()).bytes(), Snapshot.class);
    }

    private static List<SnapshotFrame> of(Snapshot snapshot, Origin origin) {
        return snapshot.train().stream()
                .filter(frame -> frame.origin() == origin)
                .toList();
    }

    /** Answers the requests of the campaigns until all of them are completed. */
    private void untilCompleted(Map<UUID, double[]> map5095ByCampaign) {
        Set<UUID> answered = new HashSet<>();
        Set<FrameRef> labelled = new HashSet<>();
        driver.until(() -> {
            fixture.batches.stream()
                    .filter(batch ->
                            batch.kind() == BatchKind.LABEL && map5095ByCampaign.containsKey(batch.campaignId()))
                    .flatMap(batch -> batch.frames().stream())
                    .map(SelectedFrame::frame)
                    .filter(labelled::add)
                    .forEach(frame -> fixture.label(frame, 1));
            fixture.scoringRequests.stream()
                    .filter(request -> map5095ByCampaign.containsKey(request.campaignId()))
                    .filter(request -> answered.add(request.requestId()))
                    .forEach(fixture::answer);
            fixture.trainingRequests.stream()
                    .filter(request -> map5095ByCampaign.containsKey(request.campaignId()))
                    .filter(request -> answered.add(request.trainingId()))
                    .forEach(request -> fixture.trained(
                            request,
                            new Metrics(0.5, map5095ByCampaign.get(request.campaignId())[request.round()], 0.5, 0.6)));
            return map5095ByCampaign.keySet().stream()
                    .allMatch(id -> driver.state(id).equals("COMPLETED"));
        });
    }

    @Test
    void anActiveAndACurriculumCampaignRunOverOneStreamEachWithItsCurve() {
        driver.camera("side", 60);
        driver.labelledCamera("side-val", 3);
        String start = "'streams':['side'],'validation':{'streams':['side-val']},'initial':4,'ownLabels':true,"
                + "'sampleSize':0,'rounds':2,'seed':11}";
        UUID active = driver.open("{'name':'active','strategy':'entropy','batchSize':5," + start);
        UUID curriculum = driver.open("{'name':'curriculum','batchSize':0,'curriculum':{'enabled':true,"
                + "'percentiles':[60,20],'score':'max','boxThreshold':0.5,'ignoreThreshold':0.2,'maxPerRound':0},"
                + start);

        untilCompleted(Map.of(active, new double[] {0.2, 0.3, 0.4}, curriculum, new double[] {0.2, 0.35, 0.3}));

        JsonPath ofActive = driver.campaign(active);
        JsonPath ofCurriculum = driver.campaign(curriculum);
        assertThat(ofActive.getList("curve.labels")).containsExactly(4, 9, 14);
        assertThat(ofActive.getList("curve.pseudoLabels")).containsExactly(0, 0, 0);
        assertThat(ofCurriculum.getList("curve.labels"))
                .as("labels that only the other campaign requested do not count")
                .containsExactly(4, 4, 4);
        List<Integer> pseudo = ofCurriculum.getList("curve.pseudoLabels");
        assertThat(pseudo.get(0)).isZero();
        assertThat(pseudo.get(2)).isGreaterThan(pseudo.get(1)).isGreaterThan(0);
        assertThat(ofActive.getInt("best.round")).isEqualTo(2);
        assertThat(ofCurriculum.getInt("best.round")).isEqualTo(1);

        // Both start from the same frames, which are labelled once; the active campaign's batches are added to them.
        assertThat(fixture.batchesOf(active, 0, BatchKind.LABEL).get(0).frames())
                .extracting(SelectedFrame::frame)
                .containsExactlyInAnyOrderElementsOf(
                        fixture.batchesOf(curriculum, 0, BatchKind.LABEL).get(0).frames().stream()
                                .map(SelectedFrame::frame)
                                .toList());
        assertThat(driver.labelled("side")).isEqualTo(14);
        for (int round = 1; round <= 2; round++) {
            Snapshot trainedOn = snapshot(curriculum, round);
            assertThat(of(trainedOn, Origin.HUMAN)).hasSize(4);
            assertThat(trainedOn.train())
                    .extracting(frame -> frame.frame().frameId())
                    .as("a frame with a human label is never pseudo-labelled")
                    .doesNotHaveDuplicates();
        }
        assertThat(of(snapshot(curriculum, 2), Origin.PSEUDO))
                .as("boxes of confidence 0.2 to 0.5 are ignore regions, not background")
                .anySatisfy(frame -> assertThat(frame.ignored()).isNotEmpty());
    }

    @Test
    void thePromotionOfTheBestModelIsRequestedOnceAtTheEndAndNeverForAComparison() {
        driver.camera("best", 20);
        driver.labelledCamera("best-val", 1);
        String json = "{'name':'%s','streams':['best'],'validation':{'streams':['best-val']},'initial':2,'batchSize':2,"
                + "'strategy':'random','settings':{'emptyFrames':'certain'},'rounds':2,'promotes':%s}";
        UUID promotes = driver.open(json.formatted("promotes", true));
        UUID compares = driver.open(json.formatted("compares", false));

        untilCompleted(Map.of(promotes, new double[] {0.2, 0.5, 0.45}, compares, new double[] {0.2, 0.5, 0.45}));
        driver.until(() -> !fixture.promotionRequestsOf(promotes).isEmpty());

        PromotionRequested requested = fixture.promotionRequestsOf(promotes).get(0);
        assertThat(requested.round()).isEqualTo(1);
        assertThat(requested.modelId()).isEqualTo(promotes + "-r1");
        assertThat(requested.reason()).contains("mAP50-95 0.5000 of round 1");
        assertThat(fixture.promotionRequestsOf(promotes)).hasSize(1);
        assertThat(fixture.promotionRequestsOf(compares)).isEmpty();
    }
}
