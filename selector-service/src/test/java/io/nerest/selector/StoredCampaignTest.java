package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.storage.Campaigns;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Running campaigns that version 1 of the fixture stored are continued by this version. The fixture is restored at the schema
 * version it was recorded with and then migrated, so that a migration or a change of a stored document that cannot read it
 * fails here. Never change a recorded fixture; record a new one beside it:
 *
 * <pre>./mvnw -pl selector-service -am -Dtest=StoredCampaignTest -Dselector.fixture=record \
 *     -Dsurefire.failIfNoSpecifiedTests=false test</pre>
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class StoredCampaignTest {

    private static final Path FIXTURE = Path.of("src", "test", "resources", "fixtures", "v1", "selector.sql");
    /** The last migration when the fixture was recorded. */
    private static final String SCHEMA_VERSION = "5";

    @Inject
    DirectCampaigns direct;

    @Inject
    Campaigns campaigns;

    @Inject
    SchemaSnapshot snapshot;

    private UUID campaign(String name) {
        return campaigns.all().stream()
                .flatMap(listed -> listed.match(Stream::of, unreadable -> Stream.<Campaign>empty()))
                .filter(campaign -> campaign.config().name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void restore() {
        if (campaigns.all().stream()
                .noneMatch(listed -> listed.match(
                        campaign -> campaign.config().name().startsWith("fixture-v1"), unreadable -> false))) {
            snapshot.restore(FIXTURE, SCHEMA_VERSION);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "selector.fixture", matches = "record")
    void record() throws IOException {
        direct.camera("fixture-v1-training", 12);
        UUID training = direct.open(
                "fixture-v1-training",
                "'initial':3,'batchSize':2,'sampleSize':6,'rounds':2,'strategy':'entropy','training':{'epochs':'3'},"
                        + "'curriculum':{'percentiles':[50],'mode':'accumulate'}");
        direct.until(training, "LABELLING");
        direct.labelBatch(training, 0);
        direct.until(training, "TRAINING");
        direct.camera("fixture-v1-labelling", 12);
        UUID labelling = direct.open(
                "fixture-v1-labelling", "'initial':3,'batchSize':2,'rounds':2,'strategy':'random','ownLabels':true");
        direct.until(labelling, "LABELLING");
        direct.labelBatch(labelling, 0);
        direct.until(labelling, "TRAINING");
        direct.publishModel(labelling);
        direct.until(labelling, "LABELLING");

        Files.createDirectories(FIXTURE.getParent());
        Files.writeString(FIXTURE, snapshot.rows("fixture-v1-%", List.of(training, labelling)));
    }

    @Test
    void aCampaignThatWasStoredInTrainingContinues() {
        restore();
        UUID id = campaign("fixture-v1-training");
        assertThat(direct.newest(id).state()).isEqualTo("TRAINING");
        int awaited = campaigns.trainingsAwaited();

        direct.publishModel(id);
        direct.takeStep(id);

        assertThat(campaigns.trainingsAwaited()).isEqualTo(awaited - 1);

        assertThat(direct.newest(id).number()).isEqualTo(1);
        assertThat(direct.newest(id).state()).isEqualTo("SCORING");
        assertThat(direct.newest(id).scores().sampled()).isEqualTo(6);
    }

    @Test
    void aCampaignThatWasStoredInLabellingContinues() {
        restore();
        UUID id = campaign("fixture-v1-labelling");
        assertThat(direct.newest(id).state()).isEqualTo("LABELLING");
        assertThat(direct.newest(id).number()).isEqualTo(1);

        direct.labelBatch(id, 1);
        direct.takeStep(id);

        assertThat(direct.newest(id).state()).isEqualTo("TRAINING");
        assertThat(direct.newest(id).trainingSet().orElseThrow().humanLabels()).isEqualTo(5);
    }

    @Test
    void aStoredCampaignWithRandomKeepsDrawingFromAllFramesThoughTheDefaultChanged() {
        restore();

        Campaign stored = campaigns.byId(campaign("fixture-v1-labelling")).orElseThrow();

        assertThat(stored.config().strategy()).isEqualTo("random");
        assertThat(stored.config().settings()).containsEntry("emptyFrames", "certain");
        assertThat(stored.config().configured().needsScores()).isFalse();
    }
}
