package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.Topics;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeyFiles;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The selector stores only what the trainer signed, and nothing outdated. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ModelTrustTest extends SelectorTestBase {

    private final String id = "untrusted-" + UUID.randomUUID();

    private static ModelPublished base(String id) {
        return SelectorFixture.model(id, ModelStatus.BASE, null, null);
    }

    private void send(ModelPublished model) {
        fixture.send(Topics.MODELS, model.modelId(), model);
    }

    private int stored(String condition) {
        return tables.count("from model where id = ?1 and " + condition, id);
    }

    @Test
    void anUnsignedBaseAndOneOfAnotherSignerAreRejected(@TempDir Path folder) {
        String foreign = "foreign-" + id;

        send(base(id));
        send(SigningKeyFiles.sign(base(foreign), SigningKeyFiles.create(folder).privateKey()));

        assertThat(fixture.awaitDeadLetter(Topics.MODELS, id)).contains("signature", id);
        assertThat(fixture.awaitDeadLetter(Topics.MODELS, foreign)).contains("signature", foreign);
        assertThat(tables.count("from model where id in (?1, ?2)", id, foreign)).isZero();
    }

    @Test
    void aSignedModelWithAnotherStatusClassOrTrainingIsRejected() {
        ModelPublished signed = fixture.sign(base(id));
        List<ModelPublished> forged = List.of(
                with(signed, ModelStatus.PROMOTED, signed.classNames()),
                with(signed, signed.status(), List.of("shark")));

        for (ModelPublished one : forged) {
            String key = UUID.randomUUID().toString();
            fixture.send(Topics.MODELS, key, one);
            assertThat(fixture.awaitDeadLetter(Topics.MODELS, key)).contains("signature", id);
        }

        assertThat(stored("true")).isZero();
    }

    private static ModelPublished with(ModelPublished model, ModelStatus status, List<String> classNames) {
        return new ModelPublished(
                model.modelId(),
                status,
                model.reason(),
                model.weights(),
                model.sha256(),
                model.signature(),
                model.architecture(),
                classNames,
                model.imgsz(),
                model.metrics(),
                model.training(),
                model.publishedAt());
    }

    @Test
    void anOutdatedPublicationThatIsSentAgainIsRejected() {
        ModelPublished promoted = fixture.sign(SelectorFixture.model(id, ModelStatus.PROMOTED, null, null));
        ModelPublished rejected = fixture.sign(SelectorFixture.model(id, ModelStatus.REJECTED, null, null));
        send(promoted);
        send(rejected);
        driver.awaitOnly(() -> stored("status = 'REJECTED'") == 1);

        send(promoted);

        assertThat(fixture.awaitDeadLetter(Topics.MODELS, id)).contains("outdated", id);
        assertThat(stored("status = 'REJECTED'")).isEqualTo(1);
    }

    @Test
    void campaignsAreOpenedAndClonedAfterTheBaseIsPromotedBack() {
        driver.camera("rollback", 5);
        driver.labelledCamera("rollback-val", 1);
        fixture.publish(SelectorFixture.model("base-1", ModelStatus.PROMOTED, null, null));
        driver.awaitOnly(() -> tables.count("from model where id = 'base-1' and status = 'PROMOTED'") == 1);

        UUID opened = driver.open(
                "{'name':'rollback','streams':['rollback'],'validation':{'streams':['rollback-val']},'initial':2}");

        assertThat(driver.campaign(opened).getString("baseModelId")).isEqualTo("base-1");
        given().contentType("application/json")
                .body("{\"name\":\"rollback clone\"}")
                .post("/api/campaigns/" + opened + "/clone")
                .then()
                .statusCode(201);
    }
}
